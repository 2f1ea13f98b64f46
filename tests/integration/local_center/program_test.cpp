// The program from outside: options, exit codes, what outlives a restart.
#include "center_test.hpp"

#include <sys/wait.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace local_center_tests {
namespace {

using namespace std::chrono_literals;
using testcenter::test::LocalCenterProcess;

struct Run {
  int exit_code = 0;
  std::string output;
};

/// Runs the program to its end; for what ends by itself.
Run run_program(const std::string& arguments) {
  const auto command = std::string(LOCAL_CENTER_PROGRAM) + " " + arguments + " 2>&1";
  auto* pipe = popen(command.c_str(), "r");
  Run run;
  std::array<char, 512> piece{};
  while (std::fgets(piece.data(), piece.size(), pipe)) run.output += piece.data();
  run.exit_code = WEXITSTATUS(pclose(pipe));
  return run;
}

/// A new folder that is gone after the test.
class Folder {
 public:
  Folder() {
    auto name = (std::filesystem::temp_directory_path() / "local-center-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

using Program = CenterTest;

TEST_F(Program, ends_cleanly_with_connections_open) {
  httplib::Client client("127.0.0.1", center.port());
  client.set_keep_alive(true);
  ASSERT_TRUE(client.Get("/api/status"));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(center.stop(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 30s);
}

TEST_F(Program, ends_cleanly_on_interrupt) {
  ::kill(center.pid(), SIGINT);
  EXPECT_EQ(center.stop(), 0);
}

TEST_F(Program, serves_more_idle_connections_than_a_fixed_pool_has_threads) {
  std::vector<std::unique_ptr<httplib::Client>> clients;
  for (int i = 0; i < 100; ++i) {
    clients.push_back(std::make_unique<httplib::Client>("127.0.0.1", center.port()));
    clients.back()->set_keep_alive(true);
    const auto answer = clients.back()->Get("/api/status");
    ASSERT_TRUE(answer) << i;
    ASSERT_EQ(answer->status, 200) << i;
  }
}

TEST_F(Program, says_that_its_port_is_taken) {
  const auto port = std::to_string(center.port());
  const auto run = run_program("--port " + port);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.output, "local-center: cannot listen on 127.0.0.1 port " + port +
                            ": Address already in use; choose another port with --port (0 picks a "
                            "free one)\n");
}

TEST(ProgramOptions, are_explained) {
  const auto run = run_program("--help");
  EXPECT_EQ(run.exit_code, 0);
  for (const auto* option : {"--port", "--database", "--token", "--user", "--listen",
                             "--require-attachments", "--read-only", "8800", "127.0.0.1"}) {
    EXPECT_THAT(run.output, ::testing::HasSubstr(option));
  }
}

TEST(ProgramOptions, that_make_no_sense_are_refused) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"--port 70000", "--port"},
      {"--port x", "--port"},
      {"--user nobody", "--user: must be NAME:PASSWORD"},
      {"--user :word", "--user: must be NAME:PASSWORD"},
      {"--token ''", "--token: must be"},
      {"--token a%20b", "--token: must be"},
      {"--nonsense", "--nonsense"},
      {"--listen 0.0.0.0", "--token or --user must be given"},
      {"--listen ::", "--token or --user must be given"},
      {"--read-only", "nothing to show without --database"},
      {"--listen 127.0.0.1.example.com", "--token or --user must be given"},
  };
  for (const auto& [arguments, reason] : wrong) {
    const auto run = run_program("--port 0 " + arguments);
    EXPECT_NE(run.exit_code, 0) << arguments;
    EXPECT_THAT(run.output, ::testing::HasSubstr(reason)) << arguments;
  }
}

TEST(ProgramOptions, never_show_a_password) {
  EXPECT_EQ(run_program("--user hunter2").output.find("hunter2"), std::string::npos);
}

TEST(ProgramOptions, let_others_in_only_with_authorization) {
  LocalCenterProcess center({"--listen", "0.0.0.0", "--token", "t"});
  EXPECT_EQ(center.get_json("/api/reports"), json::array());
}

TEST(DatabaseFile, keeps_everything_over_a_restart) {
  const Folder folder;
  const std::vector<std::string> arguments = {"--database", folder.file("results.db")};
  json before;
  {
    LocalCenterProcess center(arguments);
    httplib::Client client("127.0.0.1", center.port());
    const auto post = [&](const std::string& endpoint, const json& body) {
      EXPECT_EQ(
          client.Post(("/upload/" + endpoint).c_str(), body.dump(), "application/json")->status,
          201);
    };
    post("suites", {{"project", "P"}, {"batch", "B"}, {"test", {{"name", "S"}}}});
    post("cases", {{"runId", 1}, {"test", {{"name", "closed"}}}});
    post("cases", {{"runId", 1}, {"test", {{"name", "open"}}}});
    post("events", {{"runId", 3}, {"type", "PASS"}});
    client.Post("/upload/events",
                testcenter::test::FormParts{
                    {"eventData", R"([{"runId":3,"type":"LOG","attachment":"a"}])", "", ""},
                    {"attachments[]", "content", "a", "text/plain"}});
    before = center.get_json("/api/reports/1");
    EXPECT_EQ(center.stop(), 0);
  }
  LocalCenterProcess center(arguments);
  EXPECT_EQ(center.get_json("/api/reports/1"), before);
  httplib::Client client("127.0.0.1", center.port());
  EXPECT_EQ(client.Get("/api/attachments/1")->body, "content");
  const auto log_on = [&](int run) {
    const json body = {{"runId", run}, {"type", "LOG"}};
    return client.Post("/upload/events", body.dump(), "application/json")->status;
  };
  EXPECT_EQ(log_on(1), 201);
  EXPECT_EQ(log_on(2), 400) << "closed before the restart";
  EXPECT_EQ(log_on(3), 201);
  const auto after = center.get_json("/api/reports/1");
  EXPECT_GT(after["elements"][0]["events"][0]["sequence"],
            before["elements"][0]["children"][1]["events"][1]["sequence"]);
}

std::string database_of(const LocalCenterProcess& center) {
  const auto answer = httplib::Client("127.0.0.1", center.port()).Get("/api/reports");
  return answer ? answer->get_header_value("X-Database") : "";
}

TEST(DatabaseFile, is_told_from_any_other_over_a_restart) {
  const Folder folder;
  const std::vector<std::string> arguments = {"--database", folder.file("results.db")};
  const auto database_now = [&] { return database_of(LocalCenterProcess(arguments)); };
  const auto first = database_now();
  EXPECT_EQ(first.size(), 32U);
  EXPECT_EQ(database_now(), first);
  EXPECT_NE(database_of(LocalCenterProcess()), first);
  EXPECT_NE(database_of(LocalCenterProcess()), database_of(LocalCenterProcess()));
}

TEST(DatabaseFile, keeps_what_was_answered_when_the_center_is_killed) {
  const Folder folder;
  const std::vector<std::string> arguments = {"--database", folder.file("results.db")};
  {
    LocalCenterProcess center(arguments);
    httplib::Client client("127.0.0.1", center.port());
    ASSERT_EQ(
        client.Post("/upload/suites", R"({"project":"P","test":{"name":"S"}})", "application/json")
            ->status,
        201);
    center.kill();
  }
  LocalCenterProcess center(arguments);
  EXPECT_EQ(center.get_json("/api/reports").size(), 1U);
}

class ReadOnly : public ::testing::Test {
 protected:
  /// A database with one report, whose center ended as told.
  void fill(bool killed) {
    LocalCenterProcess center({"--database", file_});
    httplib::Client client("127.0.0.1", center.port());
    client.Post("/upload/suites", suite_, "application/json");
    if (killed) center.kill();
  }

  const std::string suite_ = R"({"project":"P","test":{"name":"S"}})";
  const Folder folder_;
  const std::string file_ = folder_.file("results.db");
};

TEST_F(ReadOnly, shows_what_was_reported_and_takes_no_more) {
  for (const bool killed : {false, true}) {
    fill(killed);
    LocalCenterProcess center({"--database", file_, "--read-only"});
    const auto before = center.get_json("/api/reports");
    EXPECT_EQ(before.size(), killed ? 2U : 1U);
    httplib::Client client("127.0.0.1", center.port());
    const auto answer = client.Post("/upload/suites", suite_, "application/json");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 403);
    EXPECT_EQ(json::parse(answer->body)["message"], "this center only shows results");
    EXPECT_EQ(center.get_json("/api/reports").size(), before.size());
    LocalCenterProcess another({"--database", file_, "--read-only"});
    EXPECT_EQ(another.get_json("/api/reports").size(), before.size());
  }
}

TEST_F(ReadOnly, needs_no_more_than_the_file) {
  fill(false);
  LocalCenterProcess center({"--database", file_, "--read-only"});
  EXPECT_EQ(center.get_json("/api/reports").size(), 1U);
  for (const auto& entry : std::filesystem::directory_iterator(folder_.file(""))) {
    EXPECT_EQ(entry.path().string(), file_) << "made beside the database";
  }
}

TEST_F(ReadOnly, keeps_a_center_that_would_write_out) {
  for (const bool killed : {false, true}) {
    fill(killed);
    LocalCenterProcess center({"--database", file_, "--read-only"});
    const auto run = run_program("--port 0 --database " + file_);
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.output, ::testing::HasSubstr("database is locked"));
  }
}

TEST_F(ReadOnly, says_what_to_do_with_what_a_killed_center_left) {
  fill(true);
  std::filesystem::create_symlink("nowhere", file_ + "-shm");  // which SQLite does not follow
  const auto run = run_program("--port 0 --read-only --database " + file_);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.output, ::testing::HasSubstr("open it once without --read-only"));
}

TEST_F(ReadOnly, makes_no_database) {
  const auto run = run_program("--port 0 --read-only --database " + file_);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.output, ::testing::HasSubstr("the database '" + file_ + "': cannot open"));
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST(DatabaseFile, that_cannot_be_used_is_named) {
  const Folder folder;
  const auto text = folder.file("text");
  std::ofstream(text) << "this is not a database, however long one reads it";
  for (const auto& file : {folder.file("missing/results.db"), text}) {
    const auto run = run_program("--port 0 --database " + file);
    EXPECT_EQ(run.exit_code, 1) << file;
    EXPECT_EQ(run.output.rfind("local-center: the database '" + file + "': ", 0), 0U) << run.output;
    EXPECT_EQ(std::count(run.output.begin(), run.output.end(), '\n'), 1) << run.output;
  }
}

TEST(DatabaseFile, serves_one_center_at_a_time) {
  const Folder folder;
  const auto file = folder.file("results.db");
  LocalCenterProcess center({"--database", file});
  const auto run = run_program("--port 0 --database " + file);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.output, ::testing::HasSubstr("database is locked"));
}

}  // namespace
}  // namespace local_center_tests

#include "journal/spool.hpp"
#include "support/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <system_error>

namespace testcenter::journal {
namespace {

constexpr std::string_view journal_suffix = ".journal";
constexpr std::string_view files_suffix = ".files";

Error cannot_use(const std::string& folder, const std::string& why) {
  return Error{"cannot use the spool folder " + folder + " (TESTCENTER_SPOOL_DIR): " + why};
}

/// A program's name as a part of a file name.
std::string plain(std::string_view program) {
  std::string name(program.substr(0, 80));
  for (char& c : name) {
    const bool keep =
        std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '+' || c == '-';
    if (!keep) c = '_';
  }
  return name.empty() || name[0] == '.' ? "program" + name : name;
}

/// All of it for its owner only; an errno, or 0.
int make_folders(const std::string& folder) {
  for (std::size_t end = folder.find('/', 1); true; end = folder.find('/', end + 1)) {
    if (mkdir(folder.substr(0, end).c_str(), 0700) != 0 && errno != EEXIST) return errno;
    if (end == std::string::npos) return 0;
  }
}

/// Unchanged where it has none.
std::string without_suffix(std::string journal) {
  const bool named = journal.size() > journal_suffix.size() &&
                     journal.compare(journal.size() - journal_suffix.size(), std::string::npos,
                                     journal_suffix) == 0;
  if (named) journal.resize(journal.size() - journal_suffix.size());
  return journal;
}

std::string without_trailing_slashes(std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  return folder;
}

std::string start_time() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  const std::size_t size = std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
  return {text, size};
}

}  // namespace

Status prepare_spool(const std::string& given) {
  const std::string folder = without_trailing_slashes(given);  // a link's target, else
  struct stat seen {};
  if (lstat(folder.c_str(), &seen) != 0) {  // else nobody has to make each of its parents
    const int code = make_folders(folder);
    if (code != 0) return cannot_use(folder, std::strerror(code));
    if (lstat(folder.c_str(), &seen) != 0) return cannot_use(folder, std::strerror(errno));
  }
  if (S_ISLNK(seen.st_mode)) return cannot_use(folder, "it is a symbolic link");
  if (!S_ISDIR(seen.st_mode)) return cannot_use(folder, "it is not a folder");
  if (seen.st_uid != geteuid()) return cannot_use(folder, "it belongs to another user");
  if ((seen.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return cannot_use(folder, "others may write there; chmod 700 mends it");
  }
  return {};
}

SpoolPlace spool_place(const std::string& folder, std::string_view program, unsigned number) {
  const std::string start = start_time();
  const std::string suffix = number > 1 ? "-" + std::to_string(number) : "";
  const std::string stem =
      folder + "/" + plain(program) + "-" + start + "-" + std::to_string(getpid()) + suffix;
  return {stem + std::string(journal_suffix), stem + std::string(files_suffix), start + suffix};
}

/// "p-7", then "p-7-2", then "p-7-10".
bool is_begun_before(const std::string& journal, const std::string& other) {
  return strverscmp(without_suffix(journal).c_str(), without_suffix(other).c_str()) < 0;
}

bool is_first_of_process(const std::string& journal, std::uint32_t pid) {
  const std::string stem = without_suffix(std::filesystem::path(journal).filename().string());
  const std::string middle = "-" + std::to_string(pid) + "-";
  const std::size_t found = stem.rfind(middle);
  return found == std::string::npos || stem.find('-', found + middle.size()) != std::string::npos;
}

Result<std::vector<std::string>> list_journals(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code problem;
  std::vector<std::string> journals;
  const fs::directory_iterator end;
  for (fs::directory_iterator entry(folder, problem); !problem && entry != end;
       entry.increment(problem)) {
    if (entry->path().extension() == journal_suffix) journals.push_back(entry->path().string());
  }
  if (problem) return Error{"cannot read the folder " + folder + ": " + problem.message()};
  std::sort(journals.begin(), journals.end(), is_begun_before);
  return journals;
}

std::string files_folder_of(const std::string& journal) {
  return without_suffix(journal) + std::string(files_suffix);
}

std::string replay_command(const std::string& path) {
  return "testcenter-reporter replay " + shell_word(path);
}

void remove_file(const std::string& files_folder, const std::string& name) {
  const int folder = open(files_folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) return;
  unlinkat(folder, name.c_str(), 0);
  close(folder);
}

void remove_files(const std::string& files_folder) {
  const std::filesystem::path path(files_folder);
  if (path.extension() != files_suffix) return;
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

}  // namespace testcenter::journal

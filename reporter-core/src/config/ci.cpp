#include "config/ci.hpp"

#include "config/environment.hpp"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace testcenter::config {
namespace {

struct Facts {
  std::string pipeline;
  std::string number;
  std::string revision;
  std::string branch;
  std::string url;
};

/// Reads variables; a missing one is an empty string.
class Variables {
 public:
  explicit Variables(const Surroundings& surroundings) : surroundings_(surroundings) {}

  std::string operator[](const char* name) const { return variable(surroundings_, name); }

  std::string first_of(std::initializer_list<const char*> names) const {
    for (const char* const name : names) {
      if (std::string value = (*this)[name]; !value.empty()) return value;
    }
    return {};
  }

 private:
  const Surroundings& surroundings_;
};

std::string without_prefix(const std::string& text, std::string_view prefix) {
  return text.compare(0, prefix.size(), prefix) == 0 ? text.substr(prefix.size()) : text;
}

/// "refs/heads/main" -> "main"; other refs (tags, merges of pull requests) are no branches.
std::string branch_of_ref(const std::string& ref) {
  if (ref.compare(0, 5, "refs/") != 0) return ref;
  const std::string branch = without_prefix(ref, "refs/heads/");
  return branch == ref ? "" : branch;
}

Facts github_actions(const Variables& variables) {
  Facts facts;
  facts.pipeline = variables["GITHUB_WORKFLOW"];
  facts.number = variables["GITHUB_RUN_NUMBER"];
  facts.revision = variables["GITHUB_SHA"];
  facts.branch = branch_of_ref(variables.first_of({"GITHUB_HEAD_REF", "GITHUB_REF"}));
  const std::string run = variables["GITHUB_RUN_ID"];
  if (!run.empty()) {
    facts.url = variables["GITHUB_SERVER_URL"] + "/" + variables["GITHUB_REPOSITORY"] +
                "/actions/runs/" + run;
  }
  return facts;
}

Facts gitlab_ci(const Variables& variables) {
  Facts facts;
  facts.pipeline = variables.first_of({"CI_PIPELINE_NAME", "CI_PROJECT_NAME"});
  facts.number = variables["CI_PIPELINE_IID"];
  facts.revision = variables.first_of({"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"});
  facts.branch = variables.first_of({"CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_BRANCH"});
  facts.url = variables["CI_PIPELINE_URL"];
  return facts;
}

Facts jenkins(const Variables& variables) {
  Facts facts;
  facts.pipeline = variables["JOB_NAME"];
  facts.number = variables["BUILD_NUMBER"];
  facts.revision = variables["GIT_COMMIT"];
  const std::string branch = variables.first_of({"CHANGE_BRANCH", "BRANCH_NAME", "GIT_BRANCH"});
  const bool is_tag = !branch.empty() && branch == variables["TAG_NAME"];
  facts.branch = is_tag ? "" : without_prefix(branch, "origin/");
  facts.url = variables["BUILD_URL"];
  return facts;
}

/// TeamCity gives builds no variable for the branch; the name is the one that its users agree on.
Facts teamcity(const Variables& variables) {
  Facts facts;
  const std::string project = variables["TEAMCITY_PROJECT_NAME"];
  const std::string configuration = variables["TEAMCITY_BUILDCONF_NAME"];
  const bool both = !project.empty() && !configuration.empty();
  facts.pipeline = project + (both ? " / " : "") + configuration;
  facts.number = variables["BUILD_NUMBER"];
  facts.revision = variables["BUILD_VCS_NUMBER"];
  facts.branch = branch_of_ref(variables["TEAMCITY_BUILD_BRANCH"]);
  facts.url = variables["BUILD_URL"];
  return facts;
}

Facts azure_pipelines(const Variables& variables) {
  Facts facts;
  facts.pipeline = variables["BUILD_DEFINITIONNAME"];
  facts.number = variables["BUILD_BUILDNUMBER"];
  facts.revision = variables.first_of({"SYSTEM_PULLREQUEST_SOURCECOMMITID", "BUILD_SOURCEVERSION"});
  facts.branch =
      branch_of_ref(variables.first_of({"SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH"}));
  const std::string server =
      variables.first_of({"SYSTEM_COLLECTIONURI", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"});
  const std::string project = variables["SYSTEM_TEAMPROJECTID"];
  const std::string build = variables["BUILD_BUILDID"];
  if (!server.empty() && !project.empty() && !build.empty()) {
    facts.url =
        server + (server.back() == '/' ? "" : "/") + project + "/_build/results?buildId=" + build;
  }
  return facts;
}

Facts buildkite(const Variables& variables) {
  Facts facts;
  facts.pipeline = variables.first_of({"BUILDKITE_PIPELINE_NAME", "BUILDKITE_PIPELINE_SLUG"});
  facts.number = variables["BUILDKITE_BUILD_NUMBER"];
  const std::string commit = variables["BUILDKITE_COMMIT"];
  facts.revision = commit == "HEAD" ? "" : commit;  // a build by hand, not yet resolved
  const std::string branch = variables["BUILDKITE_BRANCH"];
  facts.branch = branch == variables["BUILDKITE_TAG"] ? "" : branch;
  facts.url = variables["BUILDKITE_BUILD_URL"];
  return facts;
}

struct System {
  const char* name;
  const char* sign;  ///< a variable that is set there and nowhere else
  Facts (*read)(const Variables& variables);
};

constexpr std::array<System, 6> systems = {{
    {"GitHub Actions", "GITHUB_ACTIONS", github_actions},
    {"GitLab CI", "GITLAB_CI", gitlab_ci},
    {"Buildkite", "BUILDKITE", buildkite},
    {"Azure Pipelines", "TF_BUILD", azure_pipelines},
    {"TeamCity", "TEAMCITY_VERSION", teamcity},
    {"Jenkins", "JENKINS_URL", jenkins},
}};

/// `[title](url)`; what would end title or url too early is replaced.
std::string link(const std::string& title, const std::string& url) {
  std::string target;
  for (const char c : url) {
    target += c == '(' ? "%28" : c == ')' ? "%29" : c == ' ' ? "%20" : std::string(1, c);
  }
  if (title.empty()) return target;
  std::string name = title;
  for (char& c : name) {
    if (c == '[') c = '(';
    if (c == ']') c = ')';
  }
  return "[" + name + "](" + target + ")";
}

std::string batch_of(const Facts& facts) {
  if (facts.number.empty()) return facts.pipeline;
  return facts.pipeline + (facts.pipeline.empty() ? "#" : " #") + facts.number;
}

CiBuild build_of(const System& system, const Facts& facts) {
  CiBuild build{system.name, batch_of(facts), {}};
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) build.labels.push_back({key, value});
  };
  add(".git.revision", facts.revision);
  add(".git.branch", facts.branch);
  if (!facts.url.empty()) add(".reference.url", link(build.batch, facts.url));
  return build;
}

}  // namespace

std::optional<CiBuild> detect_ci(const Surroundings& surroundings) {
  const Variables variables(surroundings);
  for (const System& system : systems) {
    if (!variables[system.sign].empty()) return build_of(system, system.read(variables));
  }
  return std::nullopt;
}

}  // namespace testcenter::config

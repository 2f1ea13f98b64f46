#include "config/ci.hpp"

#include "world.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

using testcenter::Label;
using testcenter::config::CiBuild;
using testcenter::config::detect_ci;

namespace {

using Variables = std::map<std::string, std::string>;

struct Case {
  const char* name;
  Variables variables;
  const char* system;
  const char* batch;
  std::vector<Label> labels;
};

void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

class CiSystem : public testing::TestWithParam<Case> {};

TEST_P(CiSystem, TellsBatchAndLabels) {
  World world;
  for (const auto& [name, value] : GetParam().variables) world.set(name, value);
  const std::optional<CiBuild> build = detect_ci(world.surroundings());
  ASSERT_TRUE(build);
  EXPECT_EQ(build->system, GetParam().system);
  EXPECT_EQ(build->batch, GetParam().batch);
  EXPECT_EQ(build->labels, GetParam().labels);
}

const Variables github = {{"GITHUB_ACTIONS", "true"},
                          {"GITHUB_WORKFLOW", "Build & Test"},
                          {"GITHUB_RUN_NUMBER", "42"},
                          {"GITHUB_RUN_ID", "99"},
                          {"GITHUB_SERVER_URL", "https://github.com"},
                          {"GITHUB_REPOSITORY", "me/shop"},
                          {"GITHUB_SHA", "ffac537"},
                          {"GITHUB_REF", "refs/heads/feature/x"}};
const Variables gitlab = {
    {"GITLAB_CI", "true"},        {"CI_PROJECT_NAME", "shop"},
    {"CI_PIPELINE_IID", "42"},    {"CI_PIPELINE_URL", "https://gitlab.com/me/shop/-/pipelines/99"},
    {"CI_COMMIT_SHA", "ffac537"}, {"CI_COMMIT_BRANCH", "main"}};
const Variables jenkins = {{"JENKINS_URL", "http://ci/"}, {"JOB_NAME", "shop/main"},
                           {"BUILD_NUMBER", "42"},        {"BUILD_URL", "http://ci/job/shop/42/"},
                           {"GIT_COMMIT", "ffac537"},     {"GIT_BRANCH", "origin/main"}};
const Variables teamcity = {{"TEAMCITY_VERSION", "2024.07"},      {"TEAMCITY_PROJECT_NAME", "Shop"},
                            {"TEAMCITY_BUILDCONF_NAME", "Build"}, {"BUILD_NUMBER", "1.2.42"},
                            {"BUILD_URL", "http://tc/build/99"},  {"BUILD_VCS_NUMBER", "ffac537"}};
const Variables azure = {{"TF_BUILD", "True"},
                         {"BUILD_DEFINITIONNAME", "shop"},
                         {"BUILD_BUILDNUMBER", "20240501.3"},
                         {"BUILD_BUILDID", "99"},
                         {"SYSTEM_COLLECTIONURI", "https://dev.azure.com/me/"},
                         {"SYSTEM_TEAMPROJECTID", "8d"},
                         {"BUILD_SOURCEVERSION", "ffac537"},
                         {"BUILD_SOURCEBRANCH", "refs/heads/main"}};
const Variables buildkite = {{"BUILDKITE", "true"},
                             {"BUILDKITE_PIPELINE_NAME", "Shop"},
                             {"BUILDKITE_BUILD_NUMBER", "42"},
                             {"BUILDKITE_BUILD_URL", "https://buildkite.com/me/shop/builds/42"},
                             {"BUILDKITE_COMMIT", "ffac537"},
                             {"BUILDKITE_BRANCH", "main"}};

Variables with(Variables variables, const Variables& more) {
  for (const auto& [name, value] : more) variables[name] = value;
  return variables;
}

std::vector<Label> labels(const char* branch, const char* link, const char* revision = "ffac537") {
  std::vector<Label> all = {{".git.revision", revision}};
  if (*branch != '\0') all.push_back({".git.branch", branch});
  all.push_back({".reference.url", link});
  return all;
}

const char* const github_link = "[Build & Test #42](https://github.com/me/shop/actions/runs/99)";
const char* const gitlab_link = "[shop #42](https://gitlab.com/me/shop/-/pipelines/99)";
const char* const jenkins_link = "[shop/main #42](http://ci/job/shop/42/)";
const char* const teamcity_link = "[Shop / Build #1.2.42](http://tc/build/99)";
const char* const azure_link =
    "[shop #20240501.3](https://dev.azure.com/me/8d/_build/results?buildId=99)";
const char* const buildkite_link = "[Shop #42](https://buildkite.com/me/shop/builds/42)";

INSTANTIATE_TEST_SUITE_P(
    Branch, CiSystem,
    testing::Values(
        Case{"github", github, "GitHub Actions", "Build & Test #42",
             labels("feature/x", github_link)},
        Case{"gitlab", gitlab, "GitLab CI", "shop #42", labels("main", gitlab_link)},
        Case{"jenkins", jenkins, "Jenkins", "shop/main #42", labels("main", jenkins_link)},
        Case{"teamcity", with(teamcity, {{"TEAMCITY_BUILD_BRANCH", "main"}}), "TeamCity",
             "Shop / Build #1.2.42", labels("main", teamcity_link)},
        Case{"azure", azure, "Azure Pipelines", "shop #20240501.3", labels("main", azure_link)},
        Case{"buildkite", buildkite, "Buildkite", "Shop #42", labels("main", buildkite_link)}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(
    PullRequest, CiSystem,
    testing::Values(
        Case{"github",
             with(github, {{"GITHUB_REF", "refs/pull/3/merge"}, {"GITHUB_HEAD_REF", "patch-1"}}),
             "GitHub Actions", "Build & Test #42", labels("patch-1", github_link)},
        Case{"gitlab",
             with(gitlab, {{"CI_COMMIT_BRANCH", ""},
                           {"CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "patch-1"},
                           {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "abc"}}),
             "GitLab CI", "shop #42", labels("patch-1", gitlab_link, "abc")},
        Case{"jenkins", with(jenkins, {{"BRANCH_NAME", "PR-3"}, {"CHANGE_BRANCH", "patch-1"}}),
             "Jenkins", "shop/main #42", labels("patch-1", jenkins_link)},
        Case{"teamcity", with(teamcity, {{"TEAMCITY_BUILD_BRANCH", "refs/heads/patch-1"}}),
             "TeamCity", "Shop / Build #1.2.42", labels("patch-1", teamcity_link)},
        Case{"azure",
             with(azure, {{"BUILD_SOURCEBRANCH", "refs/pull/3/merge"},
                          {"SYSTEM_PULLREQUEST_SOURCEBRANCH", "refs/heads/patch-1"},
                          {"SYSTEM_PULLREQUEST_SOURCECOMMITID", "abc"}}),
             "Azure Pipelines", "shop #20240501.3", labels("patch-1", azure_link, "abc")},
        Case{"buildkite", with(buildkite, {{"BUILDKITE_BRANCH", "them:patch-1"}}), "Buildkite",
             "Shop #42", labels("them:patch-1", buildkite_link)}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(
    ATagIsNoBranch, CiSystem,
    testing::Values(Case{"github", with(github, {{"GITHUB_REF", "refs/tags/v1"}}), "GitHub Actions",
                         "Build & Test #42", labels("", github_link)},
                    Case{"gitlab", with(gitlab, {{"CI_COMMIT_BRANCH", ""}}), "GitLab CI",
                         "shop #42", labels("", gitlab_link)},
                    Case{"jenkins", with(jenkins, {{"BRANCH_NAME", "v1"}, {"TAG_NAME", "v1"}}),
                         "Jenkins", "shop/main #42", labels("", jenkins_link)},
                    Case{"azure", with(azure, {{"BUILD_SOURCEBRANCH", "refs/tags/v1"}}),
                         "Azure Pipelines", "shop #20240501.3", labels("", azure_link)},
                    Case{"buildkite",
                         with(buildkite, {{"BUILDKITE_BRANCH", "v1"}, {"BUILDKITE_TAG", "v1"}}),
                         "Buildkite", "Shop #42", labels("", buildkite_link)}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Odd, CiSystem,
    testing::Values(Case{"nothing_told", {{"GITHUB_ACTIONS", "true"}}, "GitHub Actions", "", {}},
                    Case{"number_only",
                         {{"BUILDKITE", "true"}, {"BUILDKITE_BUILD_NUMBER", "7"}},
                         "Buildkite",
                         "#7",
                         {}},
                    Case{"name_only",
                         {{"GITLAB_CI", "true"}, {"CI_PIPELINE_NAME", "Nightly"}},
                         "GitLab CI",
                         "Nightly",
                         {}},
                    Case{"link_only",
                         {{"JENKINS_URL", "x"}, {"BUILD_URL", "http://ci/a b(1)/"}},
                         "Jenkins",
                         "",
                         {{".reference.url", "http://ci/a%20b%281%29/"}}},
                    Case{
                        "brackets",
                        {{"JENKINS_URL", "x"}, {"JOB_NAME", "a[b](c)"}, {"BUILD_URL", "http://ci"}},
                        "Jenkins",
                        "a[b](c)",
                        {{".reference.url", "[a(b)(c)](http://ci)"}}},
                    Case{"unresolved_commit",
                         {{"BUILDKITE", "true"}, {"BUILDKITE_COMMIT", "HEAD"}},
                         "Buildkite",
                         "",
                         {}}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Ci, NothingIsFoundOutsideOfThem) {
  World world;
  EXPECT_FALSE(detect_ci(world.surroundings()));
  world.set("CI", "true").set("BUILD_NUMBER", "7").set("GITHUB_ACTIONS", "");
  EXPECT_FALSE(detect_ci(world.surroundings()));
}

}  // namespace

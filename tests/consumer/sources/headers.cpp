// Compiled with a strict project's warnings: our headers have to be clean.
#include <testcenter/check.hpp>
#include <testcenter/config.hpp>
#include <testcenter/export.hpp>
#include <testcenter/model.hpp>
#include <testcenter/replay.hpp>
#include <testcenter/reporter.hpp>
#include <testcenter/result.hpp>
#include <testcenter/statistics.hpp>
#include <testcenter/supervisor.hpp>
#include <testcenter/testcenter.hpp>

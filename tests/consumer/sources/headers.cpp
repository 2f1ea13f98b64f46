// Compiled with a strict project's warnings: our headers have to be clean.
#include <testcenter/config.hpp>
#include <testcenter/export.hpp>
#include <testcenter/model.hpp>
#include <testcenter/reporter.hpp>
#include <testcenter/result.hpp>
#include <testcenter/statistics.hpp>
#include <testcenter/testcenter.hpp>

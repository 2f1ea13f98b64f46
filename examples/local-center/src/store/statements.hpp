#pragma once

#include "database.hpp"

namespace local_center {

/// The statements that take part in uploads, prepared once.
struct Statements {
  explicit Statements(Database& database);

  Statement find_project;
  Statement insert_project;
  Statement find_batch;
  Statement insert_batch;
  Statement find_report;
  Statement first_report;
  Statement report_with_labels;
  Statement insert_report;
  Statement find_element;
  Statement path_to_last_element;
  Statement insert_element;
  Statement update_report;
  Statement insert_file;
  Statement insert_event;
  Statement add_count;
  Statement last_sequence;
};

}  // namespace local_center

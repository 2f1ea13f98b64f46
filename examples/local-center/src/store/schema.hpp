#pragma once

#include "database.hpp"

namespace local_center {

/// Opens a database (see Database) with our tables in it: makes them in an empty one, leaves one of
/// ours as it is. Throws DatabaseError when it belongs to another program or another version.
Database open_database(const std::string& file, bool read_only);

}  // namespace local_center

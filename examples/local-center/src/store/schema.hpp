#pragma once

#include "database.hpp"

namespace local_center {

/// Makes the tables in an empty database; leaves one of ours as it is. Throws DatabaseError when
/// the database belongs to another program or another version.
void prepare_schema(Database& database);

}  // namespace local_center

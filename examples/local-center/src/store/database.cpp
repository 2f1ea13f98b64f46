#include "database.hpp"

namespace local_center {
namespace {

[[noreturn]] void fail(sqlite3* handle, const std::string& what) {
  throw DatabaseError(what + ": " + (handle ? sqlite3_errmsg(handle) : "out of memory"));
}

}  // namespace

void Database::Closer::operator()(sqlite3* handle) const {
  // In WAL mode a reader has to make files beside the database, which it may not be allowed to.
  if (sqlite3_db_readonly(handle, "main") == 0) {
    sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
  }
  sqlite3_close(handle);
}

Database::Database(const std::string& file, bool read_only) {
  sqlite3* handle = nullptr;
  const auto access = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const auto flags = access | SQLITE_OPEN_NOMUTEX;
  const auto* name = file.empty() ? ":memory:" : file.c_str();
  const auto result = sqlite3_open_v2(name, &handle, flags, nullptr);
  handle_.reset(handle);
  if (result != SQLITE_OK) fail(handle, "cannot open the database");
  if (read_only) return;
  // One writer, and results of tests: losing the last moments to a power cut is acceptable,
  // waiting for the disk at every request is not.
  execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;");
}

void Database::execute(const char* sql) {
  if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(handle(), "the database refused");
  }
}

Statement::Statement(Database& database, const char* sql) {
  sqlite3_stmt* handle = nullptr;
  const auto result =
      sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  handle_.reset(handle);
  if (result != SQLITE_OK) fail(database.handle(), std::string("cannot prepare ") + sql);
}

bool Statement::next() {
  const auto result = sqlite3_step(handle_.get());
  if (result == SQLITE_ROW) return true;
  // Resetting here lets go of the table at once, and of a failed statement's error after its text.
  if (result == SQLITE_DONE) {
    sqlite3_reset(handle_.get());
    return false;
  }
  const std::string reason = sqlite3_errmsg(sqlite3_db_handle(handle_.get()));
  sqlite3_reset(handle_.get());
  throw DatabaseError("the database refused: " + reason);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::string Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  const auto size = sqlite3_column_bytes(handle_.get(), column);
  return bytes ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

void Statement::bind(int index, Id value) {
  check(sqlite3_bind_int64(handle_.get(), index, value));
}

void Statement::bind(int index, const std::string& value) {
  check(sqlite3_bind_text64(handle_.get(), index, value.data(), value.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
}

void Statement::bind(int index, const Blob& value) {
  check(sqlite3_bind_blob64(handle_.get(), index, value.bytes.data(), value.bytes.size(),
                            SQLITE_STATIC));
}

void Statement::check(int result) const {
  if (result != SQLITE_OK) fail(sqlite3_db_handle(handle_.get()), "cannot bind a value");
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace local_center

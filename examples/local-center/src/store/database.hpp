#pragma once

#include "../model.hpp"

#include <sqlite3.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace local_center {

/// SQLite refused; the text says what it was asked and why it did not work.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One connection. Not thread-safe: Store guards it.
class Database {
 public:
  /// An empty name is a database in memory. The file is held exclusively while it is open;
  /// read-only it must exist, nothing in it changes, and several centers may show it. Closing it
  /// leaves one file and nothing beside it.
  explicit Database(const std::string& file, bool read_only = false);

  void execute(const char* sql);
  Id last_insert_id() const { return sqlite3_last_insert_rowid(handle_.get()); }
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Closer {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Closer> handle_;
};

/// Bytes for a BLOB column; they must live until the statement is done.
struct Blob {
  const std::string& bytes;
};

/// A prepared statement, used again and again.
class Statement {
 public:
  Statement(Database& database, const char* sql);

  /// Binds all parameters and runs to the end.
  template <typename... Values>
  void run(const Values&... values) {
    start(values...);
    while (next()) {
    }
  }

  /// Binds all parameters; next() then goes from row to row.
  template <typename... Values>
  Statement& start(const Values&... values) {
    sqlite3_reset(handle_.get());
    [[maybe_unused]] int index = 0;
    (bind(++index, values), ...);
    return *this;
  }

  /// False behind the last row, where the statement ends by itself.
  bool next();

  /// Ends it before its last row: what is left open holds its transaction open.
  void finish() { sqlite3_reset(handle_.get()); }

  Id integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  bool is_null(int column) const;
  std::string text(int column) const;

 private:
  void bind(int index, Id value);
  void bind(int index, const std::string& value);
  void bind(int index, const char* value) { bind(index, std::string(value)); }
  void bind(int index, const Blob& value);
  template <typename Value>
  void bind(int index, const std::optional<Value>& value) {
    value ? bind(index, *value) : check(sqlite3_bind_null(handle_.get(), index));
  }
  void check(int result) const;

  struct Finalizer {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  std::unique_ptr<sqlite3_stmt, Finalizer> handle_;
};

/// All or nothing: rolls back unless commit() was called.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace local_center

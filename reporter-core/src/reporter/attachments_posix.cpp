#include "reporter/attachments.hpp"
#include "reporter/mime_type.hpp"
#include "support/file_size_limit.hpp"
#include "support/small_text.hpp"
#include "support/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace testcenter::core {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

std::string shown_name(const File& file) {
  if (!file.name.empty()) return std::string(file.name);
  const std::string name = std::filesystem::path(file.path).filename().string();
  return name.empty() ? "attachment" : name;
}

Error cannot_attach(const std::string& what, const std::string& why) {
  return Error{"cannot attach " + what + ": " + why};
}

std::string why_not(const struct stat& file, std::uint64_t limit) {
  if (S_ISDIR(file.st_mode)) return "it is a folder";
  if (!S_ISREG(file.st_mode)) return "it is not a regular file";
  if (file.st_size == 0) return "it is empty";
  if (static_cast<std::uint64_t>(file.st_size) > limit) {
    return "its " + std::to_string(file.st_size) + " bytes exceed the limit of " +
           std::to_string(limit) + " (TESTCENTER_ATTACHMENT_LIMIT)";
  }
  return {};
}

int write_all(int fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t written = write(fd, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    data += written;
    size -= static_cast<std::size_t>(written);
  }
  return 0;
}

/// At most `size` bytes: the file may grow while it is read.
int copy_bytes(int from, int to, std::uint64_t size) {
  char buffer[64 * 1024];
  while (size > 0) {
    const ssize_t got = read(from, buffer, std::min<std::uint64_t>(sizeof buffer, size));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    if (const int code = write_all(to, buffer, static_cast<std::size_t>(got)); code != 0) {
      return code;
    }
    size -= static_cast<std::uint64_t>(got);
  }
  return 0;
}

int create(const std::string& path, std::uint64_t size) {
  if (size > largest_file()) {
    errno = EFBIG;  // to write it would be answered by SIGXFSZ
    return -1;
  }
  return open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

Status store_bytes(std::string_view bytes, const std::string& to, const std::string& name) {
  const Descriptor out(create(to, bytes.size()));
  const int code = out.get() < 0 ? errno : write_all(out.get(), bytes.data(), bytes.size());
  if (code != 0) return cannot_attach(name, std::strerror(code));
  return {};
}

Status store_file(const std::string& from, const std::string& to, std::uint64_t limit) {
  // Not blocking: a pipe without a writer must not hold up a test.
  const Descriptor in(open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (in.get() < 0) return cannot_attach(from, std::strerror(errno));
  struct stat seen {};
  if (fstat(in.get(), &seen) != 0) return cannot_attach(from, std::strerror(errno));
  if (const std::string why = why_not(seen, limit); !why.empty()) return cannot_attach(from, why);
  const auto size = static_cast<std::uint64_t>(seen.st_size);
  const Descriptor out(create(to, size));
  const int code = out.get() < 0 ? errno : copy_bytes(in.get(), out.get(), size);
  if (code != 0) return cannot_attach(from, std::strerror(code));
  return {};
}

int open_folder(const std::string& path) {
  return open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/// Of a stored file, made without an allocation.
class FileName {
 public:
  explicit FileName(std::uint64_t number) {
    static constexpr char end = '\0';
    text_ << number << std::string_view(&end, 1);
  }
  const char* text() const { return text_.view().data(); }

 private:
  SmallText<24> text_;
};

std::string first_bytes_of(const std::string& path) {
  const Descriptor in(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char bytes[mime_probe_size];
  const ssize_t got = in.get() < 0 ? 0 : read(in.get(), bytes, sizeof bytes);
  return {bytes, got > 0 ? static_cast<std::size_t>(got) : 0};
}

}  // namespace

Status Attachments::copy(const File& file, const std::string& to) const {
  if (!file.path.empty()) return store_file(std::string(file.path), to, limit_);
  const std::string name = shown_name(file);
  if (file.bytes.empty()) return cannot_attach(name, "it is empty");
  if (file.bytes.size() > limit_) {
    return cannot_attach(name, "its " + std::to_string(file.bytes.size()) +
                                   " bytes exceed the limit of " + std::to_string(limit_) +
                                   " (TESTCENTER_ATTACHMENT_LIMIT)");
  }
  return store_bytes(file.bytes, to, name);
}

Result<StoredCopy> Attachments::store(const File& file, FileRole role) {
  if (mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) {
    return cannot_attach(shown_name(file), folder_ + ": " + std::strerror(errno));
  }
  StoredCopy stored;
  stored.path = std::to_string(++count_);
  stored.name = shown_name(file);
  const std::string to = folder_ + "/" + stored.path;
  Status status = copy(file, to);
  if (status) {
    stored.mime_type =
        file.mime_type.empty() ? mime_type_of(first_bytes_of(to), stored.name) : file.mime_type;
    const bool image = lower_case(stored.mime_type).rfind("image/", 0) == 0;
    if (role == FileRole::screenshot && !image) {
      status = cannot_attach(stored.name,
                             "a screenshot has to be an image, and it is " + stored.mime_type);
    }
  }
  if (status) return stored;
  unlink(to.c_str());
  return status.error();
}

Attachments::Kept Attachments::keep(const std::string_view* parts, std::size_t count) {
  if (mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) return {0, errno};
  const Descriptor folder(open_folder(folder_));
  if (folder.get() < 0) return {0, errno};
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < count; ++i) size += parts[i].size();
  if (size > largest_file()) return {0, EFBIG};  // to write it would be answered by SIGXFSZ
  const std::uint32_t number = ++count_;
  const FileName name(number);
  const Descriptor out(openat(folder.get(), name.text(),
                              O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  int problem = out.get() < 0 ? errno : 0;
  for (std::size_t i = 0; i < count && problem == 0; ++i) {
    problem = write_all(out.get(), parts[i].data(), parts[i].size());
  }
  if (problem == 0) return {number, 0};
  if (out.get() >= 0) unlinkat(folder.get(), name.text(), 0);
  return {0, problem};
}

void Attachments::remove_in_handler() const {
  const int folder = open_folder(folder_);
  if (folder < 0) return;
  const std::uint64_t count = count_.load();
  for (std::uint64_t i = 1; i <= count; ++i) unlinkat(folder, FileName(i).text(), 0);
  rmdir(folder_.c_str());  // the descriptor goes with the process
}

}  // namespace testcenter::core

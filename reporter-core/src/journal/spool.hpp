#pragma once

#include <testcenter/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Where journals lie: one file a process, its events' files in a folder beside it.
namespace testcenter::journal {

struct SpoolPlace {
  std::string journal;  ///< <spool>/<program>-<start time>-<pid>.journal
  std::string files;    ///< the same with .files; made when the first file comes
  std::string start;  ///< the start time in these names, and what tells several of a process apart
};

/// Makes the given folder (and its parents) with mode 0700. It is an error if it is a symlink,
/// belongs to somebody else or may be written by others.
Status prepare_spool(const std::string& given);

/// A name for this process, unique on this host. `number` tells several journals of one process
/// apart; the first is 1.
SpoolPlace spool_place(const std::string& folder, std::string_view program, unsigned number);

/// Containers that share a folder number their processes alike: where a name is taken, the next
/// number may be free.
inline constexpr unsigned most_names_tried = 50;

/// True if the journal's name comes first, numbers as numbers: those of one process are in the
/// order in which they were begun.
bool is_begun_before(const std::string& journal, const std::string& other);

/// True unless its name says that its process, whose id this is, had begun another one before.
bool is_first_of_process(const std::string& journal, std::uint32_t pid);

/// The journals that lie in a folder, in the order of is_begun_before(). Not those of folders
/// below.
Result<std::vector<std::string>> list_journals(const std::string& folder);

/// The folder of files that belongs to a journal.
std::string files_folder_of(const std::string& journal);

/// What a person types into a shell to have a journal sent, or those of a folder.
std::string replay_command(const std::string& path);

/// Removes one of the events' files. `name` is a plain one, and a folder behind a link is left
/// alone.
void remove_file(const std::string& files_folder, const std::string& name);

/// Removes an events' file folder with what is in it. Other folders are left alone.
void remove_files(const std::string& files_folder);

}  // namespace testcenter::journal

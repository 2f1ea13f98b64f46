#include "api/files.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace testcenter::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names_for(const std::vector<std::string>& wanted) {
  std::vector<FileData> files(wanted.size());
  std::vector<EventData> events(wanted.size());
  std::vector<const EventData*> pointers;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    files[i].name = wanted[i];
    events[i].file = &files[i];
    pointers.push_back(&events[i]);
  }
  return file_names(pointers);
}

TEST(FileNames, StayAsTheyAre) {
  EXPECT_THAT(names_for({"a.png", "My Image.jpg", "\xC3\xBC.txt"}),
              ElementsAre("a.png", "My Image.jpg", "\xC3\xBC.txt"));
}

TEST(FileNames, ThatClashAreNumbered) {
  EXPECT_THAT(names_for({"a.png", "a.png", "a.png", "log", "log", ".rc", ".rc"}),
              ElementsAre("a.png", "a (2).png", "a (3).png", "log", "log (2)", ".rc", ".rc (2)"));
}

TEST(FileNames, ThatClashWithANumberedOneAreNumberedOn) {
  EXPECT_THAT(names_for({"a (2).png", "a.png", "a.png"}),
              ElementsAre("a (2).png", "a.png", "a (3).png"));
}

TEST(FileNames, LoseWhatServersReadDifferently) {
  EXPECT_THAT(names_for({"a\"b.png", "dir/c.png", "d\\e", "50%.txt", "f\r\n.txt", ""}),
              ElementsAre("a_b.png", "dir_c.png", "d_e", "50_.txt", "f_x0d_.txt", "unnamed"));
}

TEST(FileNames, ThatAreTooLongKeepTheirExtension) {
  const std::string name = names_for({std::string(5000, 'n') + ".png"}).front();
  EXPECT_EQ(name, std::string(196, 'n') + ".png");
}

TEST(FileNames, AreEmptyWhereThereIsNoFile) {
  const EventData event;
  EXPECT_THAT(file_names({&event}), ElementsAre(""));
}

TEST(ContentType, IsKeptWhereItMayStandInAHeader) {
  FileData file;
  file.mime_type = "text/plain; charset=utf-8";
  EXPECT_EQ(content_type_of(file), "text/plain; charset=utf-8");
}

TEST(ContentType, IsTheGeneralOneElsewhere) {
  for (const char* type : {"", "text", "text/plain\r\nX-Evil: 1", "text/\xFF"}) {
    FileData file;
    file.mime_type = type;
    EXPECT_EQ(content_type_of(file), "application/octet-stream");
  }
}

TEST(Readability, OfAMissingFileNamesItAndSaysWhy) {
  FileData file;
  file.path = "/nowhere/at/all";
  file.name = "shot.png";
  EXPECT_EQ(why_unreadable(file).why,
            "the file 'shot.png' cannot be read: No such file or directory");
}

TEST(Readability, OfAFolderIsNone) {
  const std::string folder = testing::TempDir();
  FileData file;
  file.path = folder;
  EXPECT_THAT(why_unreadable(file).why, HasSubstr("it is not a regular file"));
}

TEST(Readability, OfAFileIsGoodEvenIfItIsEmpty) {
  const std::string path = testing::TempDir() + "readability.txt";
  std::ofstream(path).flush();
  FileData file;
  file.path = path;
  EXPECT_EQ(why_unreadable(file).why, "");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace testcenter::api

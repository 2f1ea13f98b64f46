#include "config/url.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using testcenter::Label;
using testcenter::Result;
using testcenter::config::check_proxy_url;
using testcenter::config::masked_url;
using testcenter::config::parse_server_url;
using testcenter::config::ServerUrl;

namespace {

ServerUrl parsed(const std::string& text) {
  const Result<ServerUrl> url = parse_server_url(text);
  if (url) return url.value();
  ADD_FAILURE() << text << " " << url.error().message;
  return {};
}

std::string error_of_url(const std::string& text) {
  const Result<ServerUrl> url = parse_server_url(text);
  return url ? "no error" : url.error().message;
}

TEST(Url, OneUrlForEverything) {
  const ServerUrl url = parsed(
      "http://host:8800/project/"
      "MyProject?token=T&label=OS%3DLinux&label=version%3D2.5&batch=Nightly");
  EXPECT_EQ(url.server, "http://host:8800");
  EXPECT_EQ(url.project, "MyProject");
  EXPECT_EQ(url.token, "T");
  EXPECT_EQ(url.batch, "Nightly");
  EXPECT_EQ(url.labels, (std::vector<Label>{{"OS", "Linux"}, {"version", "2.5"}}));
  EXPECT_EQ(url.user + url.password, "");
}

struct Split {
  const char* text;
  const char* server;
  const char* project;
};

TEST(Url, ServerAndProject) {
  const Split table[] = {
      {"http://h", "http://h", ""},
      {"http://h/", "http://h", ""},
      {"HTTPS://Host.Example:443//", "https://Host.Example:443", ""},
      {"http://h:08800", "http://h:8800", ""},
      {"http://h/testcenter/", "http://h/testcenter", ""},
      {"http://h/a/b", "http://h/a/b", ""},
      {"http://h/testcenter/project/X", "http://h/testcenter", "X"},
      {"http://h/testcenter//project/X/", "http://h/testcenter", "X"},
      {"http://h/project/X//", "http://h", "X"},
      {"http://h/project/My%20Project", "http://h", "My Project"},
      {"http://h/project/a+b%2Fc", "http://h", "a+b/c"},
      {"http://h/project/project", "http://h", "project"},
      {"http://h/project/a/project/X", "http://h/project/a", "X"},
      {"http://h/myproject/X", "http://h/myproject/X", ""},
      {"http://h/projects/X", "http://h/projects/X", ""},
      {"http://h/project/\xc3\x9c", "http://h", "\xc3\x9c"},
      {"http://127.0.0.1:65535", "http://127.0.0.1:65535", ""},
      {"http://[::1]:8800/project/X", "http://[::1]:8800", "X"},
      {"http://[2001:db8::7]", "http://[2001:db8::7]", ""},
      {"http://[::ffff:1.2.3.4]/a", "http://[::ffff:1.2.3.4]/a", ""},
      {"http://my_host.a-b", "http://my_host.a-b", ""},
  };
  for (const Split& row : table) {
    const ServerUrl url = parsed(row.text);
    EXPECT_EQ(url.server, row.server) << row.text;
    EXPECT_EQ(url.project, row.project) << row.text;
  }
}

TEST(Url, CredentialsLeaveTheServer) {
  const ServerUrl url = parsed("https://al%40ice:p%3Aw+@[::1]:8800/base/project/X?batch=B");
  EXPECT_EQ(url.server, "https://[::1]:8800/base");
  EXPECT_EQ(url.user, "al@ice");
  EXPECT_EQ(url.password, "p:w+");
  EXPECT_EQ(parsed("http://bob@h").user, "bob");
  EXPECT_EQ(parsed("http://bob:a:b@h").password, "a:b");
  EXPECT_EQ(parsed("http://:pw@h").user, "");
  EXPECT_EQ(parsed("http://@h").server, "http://h");
}

TEST(Url, QueryParts) {
  EXPECT_EQ(parsed("http://h?batch=a+b%2Bc").batch, "a b+c");
  EXPECT_EQ(parsed("http://h/?&&batch=x&").batch, "x");
  EXPECT_EQ(parsed("http://h?").server, "http://h");
  EXPECT_EQ(parsed("http://h?batch=a/b?c").batch, "a/b?c");
  EXPECT_EQ(parsed("http://h?batch=").batch, "");
  EXPECT_EQ(parsed("http://h?label=a=b=c").labels, (std::vector<Label>{{"a", "b=c"}}));
  EXPECT_EQ(parsed("http://h?label=a=").labels, (std::vector<Label>{{"a", ""}}));
  EXPECT_EQ(parsed("http://h/project/X?token=a=b").token, "a=b");
}

TEST(Url, WhatIsNoUrlSaysWhy) {
  const char* const no_scheme = "does not begin with one of http://, https://";
  const char* const no_port = "has no port from 1 to 65535 after its host";
  const std::pair<const char*, std::string> table[] = {
      {"localhost:8800", no_scheme},
      {"h", no_scheme},
      {"//h", no_scheme},
      {"://h", no_scheme},
      {"ftp://h", no_scheme},
      {"htp://h", no_scheme},
      {"http:/h", no_scheme},
      {"http:h", no_scheme},
      {"file:///etc/passwd", no_scheme},
      {"http://", "has no host"},
      {"http:///project/X", "has no host"},
      {"http://:8800", "has no host"},
      {"http://user@", "has no host"},
      {"http://?batch=x", "has no host"},
      {"http://h:", no_port},
      {"http://h:0", no_port},
      {"http://h:65536", no_port},
      {"http://h:99999999999", no_port},
      {"http://h:-1", no_port},
      {"http://h:+80", no_port},
      {"http://h:80a", no_port},
      {"http://h:8o8", no_port},
      {"http://h;x", "has a host with characters that are not allowed there"},
      {"http://h%20x", "has a host with characters that are not allowed there"},
      {"http://b\xc3\xbc"
       "cher",
       "has a host with characters that are not allowed there"},
      {"http://::1", "has more than one : in its host (write an IPv6 address as [::1])"},
      {"http://h:80:90", "has more than one : in its host (write an IPv6 address as [::1])"},
      {"http://[::1", "has a [ without a ]"},
      {"http://[]", "has no IPv6 address between its brackets"},
      {"http://[h]", "has no IPv6 address between its brackets"},
      {"http://[1:2]x", "has no IPv6 address between its brackets"},
      {"http://[::1]8800", "has something other than :port after its ]"},
      {"http://[::1]:x", no_port},
      {"http://h /x", "has a space or control character (write %20)"},
      {" http://h", "has a space or control character (write %20)"},
      {"http://h\n", "has a space or control character (write %20)"},
      {"http://h/\x01", "has a space or control character (write %20)"},
      {"http://h/a\\b", "has a character that is not allowed in a URL"},
      {"http://h\x7f", "has a character that is not allowed in a URL"},
      {"http://h/#top", "has a # (write it as %23)"},
      {"http://h?token=a#b", "has a # (write it as %23)"},
      {"http://h/project", "has no project name after /project/"},
      {"http://h/base/project/", "has no project name after /project/"},
      {"http://h/project/X/batches/5",
       "goes on after /project/NAME (write a / inside the name as %2F)"},
      {"http://h/project/X&token=T",
       "has a & or = in its path (forgot the ?, or write %26 and %3D)"},
      {"http://h/project/Xtoken=T",
       "has a & or = in its path (forgot the ?, or write %26 and %3D)"},
      {"http://h/project/%zz", "has a wrong %-sequence in its project"},
      {"http://h/project/%0a", "has a wrong %-sequence in its project"},
      {"http://%zz@h", "has a wrong %-sequence in its user or password"},
      {"http://u:%0d@h", "has a wrong %-sequence in its user or password"},
      {"http://h?batch=%", "has a wrong %-sequence in \"batch\""},
      {"http://h?token", "has a part without \"=\" in its query"},
      {"http://h?secret", "has a part without \"=\" in its query"},
      {"http://h?batch=a&batch=b", "has more than one batch"},
      {"http://h?token=a&token=b", "has more than one token"},
      {"http://h?label=OS", R"(has a label without "=": "OS" (example: label=OS%3DLinux))"},
      {"http://h?project=X",
       "has an unknown part \"project\" in its query (known: token, label, batch)"},
      {"http://h?Batch=X",
       "has an unknown part \"Batch\" in its query (known: token, label, batch)"},
  };
  for (const auto& [text, line] : table) EXPECT_EQ(error_of_url(text), line) << text;
  EXPECT_EQ(error_of_url(""), no_scheme);
  EXPECT_EQ(error_of_url(std::string("http://h\0x", 10)),
            "has a space or control character (write %20)");
}

TEST(Url, IsShownWithoutSecretsHoweverBrokenItIs) {
  const std::pair<const char*, const char*> table[] = {
      {"http://h:8800/project/X?batch=B&label=a=b", "http://h:8800/project/X?batch=B&label=a=b"},
      {"http://u:SECRET@h", "http://***@h"},
      {"http://SECRET@h", "http://***@h"},
      {"http://u:SEC/RET@h/x", "http://***@h/x"},
      {"http://u:SEC@RET@h/x", "http://***@h/x"},
      {"http://u:SEC?RET@h/x", "http://***@?***"},
      {"http://u:SEC?RET=SEC@h/x", "http://***@?***"},
      {"http://u:SEC=RET@h/x", "http://***@=***"},
      {"http://u:SEC&label=RET@h/x", "http://***@&***"},
      {"u:SECRET@h", "***@h"},
      {"http:/u:SECRET@h", "***@h"},
      {"http://h?token=SECRET&batch=b", "http://h?token=***&batch=b"},
      {"http://h?label=a=b?token=SECRET", "http://h?***"},
      {"http://h?token=SEC@RET", "http://***@?***"},
      {"http://u:SECRET@h?token=SEC@RET", "http://***@h?***"},
      {"http://h?Token=SECRET", "http://h?Token=***"},
      {"http://h?tok%65n=SECRET", "http://h?tok%65n=***"},
      {"http://h?SECRET", "http://h?***"},
      {"http://h?batch", "http://h?***"},
      {"http://h#token=SECRET", "http://h#token=***"},
      {"http://h/project/X&token=SECRET", "http://h/project/X&token=***"},
      {"http://h/project/Xtoken=SECRET", "http://h/project/Xtoken=***"},
      {"http://h?token=SEC#RET", "http://h?token=***"},
      {"token=SECRET", "token=***"},
      {"", ""},
  };
  for (const auto& [text, shown] : table) {
    EXPECT_EQ(masked_url(text), shown) << text;
  }
}

TEST(Url, ProxiesAreHostAndPort) {
  for (const char* const good : {"http://p:3128", "https://p", "socks4://p:1", "socks4a://p:1",
                                 "socks5://u:p@p:1080", "SOCKS5H://[::1]:1080/"}) {
    EXPECT_TRUE(check_proxy_url(good)) << good;
  }
  for (const char* const bad : {"p:3128", "ftp://p", "socks://p", "http://", "http://p:0",
                                "http://p/path", "http://p?x=y", "http://p p"}) {
    EXPECT_FALSE(check_proxy_url(bad)) << bad;
  }
}

}  // namespace

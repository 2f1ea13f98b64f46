// The board of a station as a picture, and compared with the one in the repository.
#include <testcenter/testcenter.hpp>

#include "canvas/canvas.hpp"
#include "timetable.hpp"

#include <boost/test/unit_test.hpp>

using canvas::Canvas;
using railway::Clock;

namespace {

Canvas board() {
  constexpr canvas::Color night = {22, 26, 34};
  Canvas picture(400, 130, night);
  picture.write(20, 16, "Departures", canvas::white);
  int top = 54;
  for (const auto& train : {railway::Train{"Aachen", "Bonn", Clock("7:05"), 65},
                            railway::Train{"Aachen", "Cologne", Clock("9:45"), 55}}) {
    picture.write(20, top, train.leaves.text() + "  " + train.to, canvas::amber);
    picture.write(300, top, train.arrives().text(), canvas::amber);
    top += 30;
  }
  return picture;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(station)

BOOST_AUTO_TEST_CASE(shows_departures) {
  const auto picture = board();
  testcenter::screenshot(testcenter::File::of(picture.png(), "board.png"), "the board at seven");
  const auto expected = Canvas::read(EXAMPLE_FOLDER "/reference/board.png");
  BOOST_REQUIRE(expected);
  const bool same = picture == *expected;
  testcenter::verify_screenshot("examples/boost_test/reference/board.png",
                                testcenter::File::of(picture.png(), "board.png"), same);
  BOOST_TEST(same);
}

BOOST_AUTO_TEST_SUITE_END()

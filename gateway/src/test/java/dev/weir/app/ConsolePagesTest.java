package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.view.api.PathTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsolePagesTest {
  private static final Path LISTED =
      Path.of(System.getProperty("weir.root", ".."))
          .resolve("acceptance/src/test/resources/dev/weir/acceptance/console-pages.txt");

  /// A page that is not listed would be looked at by nobody.
  @Test
  void everyPageIsAmongThoseThatAreSearchedForBarriersAndPictured() throws IOException {
    List<String> places =
        ConsolePages.all().pages().stream().map(page -> page.place().path()).toList();

    assertThat(Files.readAllLines(LISTED).stream().flatMap(line -> place(line).stream()))
        .containsAll(places);
  }

  /// The page at an address, with the least that varies.
  private static Optional<String> place(String address) {
    String path = address.split("\\?", 2)[0];
    return ConsolePages.all().pages().stream()
        .map(page -> page.place().path())
        .filter(pattern -> new PathTemplate(pattern).match(path).isPresent())
        .min(Comparator.comparingInt(pattern -> pattern.split("\\{", -1).length));
  }
}

package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir private Path root;

  @Test
  void isDeletedWithAllThatIsInIt() throws IOException {
    Scratch scratch = Scratch.below(root);
    Files.writeString(Files.createDirectories(scratch.path().resolve("a/b")).resolve("c"), "x");

    scratch.delete();

    assertThat(root.resolve("bench/target")).isEmptyDirectory();
  }
}

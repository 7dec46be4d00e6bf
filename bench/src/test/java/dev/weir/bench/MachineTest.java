package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir private Path directory;

  @Test
  void saysWhichProgramIsMissingAndWhatBringsIt() throws IOException {
    Path node = Files.createFile(directory.resolve("node"));
    assertThat(node.toFile().setExecutable(true)).isTrue();

    assertThat(Machine.missing(List.of("node", "nginx"), "/nowhere:" + directory))
        .containsExactly("nginx (Debian package nginx)");
  }
}

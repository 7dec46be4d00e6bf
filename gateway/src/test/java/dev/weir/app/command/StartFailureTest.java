package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.base.segment.FileDisk;
import dev.weir.base.segment.JournalException;
import dev.weir.base.store.Database;
import dev.weir.base.store.StoreFailure;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service manager never retries what only somebody can mend, and always what passes by itself.
@Timeout(60)
class StartFailureTest {
  @TempDir Path folder;

  @Test
  void aFullDiskAndATakenPortPass() {
    IOException full = new IOException("No space left on device");
    List<RuntimeException> passing =
        List.of(
            new JournalException("the journal cannot be opened: " + full, full),
            new StoreFailure("no room for the copy", new FileSystemException("f", null, "full")),
            new UncheckedIOException("could not listen", new BindException("in use")));

    assertThat(passing).allSatisfy(each -> assertThat(code(each)).isEqualTo(Exit.NOT_NOW));
  }

  @Test
  void whatSomebodyMustMendDoesNotPass() {
    List<RuntimeException> lasting =
        List.of(
            new JournalException("journal-0.log is damaged at offset 40"),
            new JournalException("cannot be read", new ZipException("not in GZIP format")),
            new StoreFailure("the database is of a newer version"),
            new UncheckedIOException("cannot be used", new AccessDeniedException("data")),
            new IllegalArgumentException("a book that is invalid as a whole"));

    assertThat(lasting).allSatisfy(each -> assertThat(code(each)).isEqualTo(Exit.BROKEN));
  }

  @Test
  void aJournalInUsePasses() throws IOException {
    try (FileDisk _ = FileDisk.own(folder)) {
      assertThat(code(catchThrowable(() -> FileDisk.own(folder)))).isEqualTo(Exit.NOT_NOW);
    }
  }

  @Test
  void aDatabaseInUseByAnotherProcessPassesAndADamagedOneDoesNot() throws IOException {
    Path file = folder.resolve("facts.duckdb");
    open(file).close();

    try (LockingProcess _ = LockingProcess.of(file)) {
      assertThat(code(catchThrowable(() -> open(file)))).isEqualTo(Exit.NOT_NOW);
    }
    Files.writeString(file, "no database".repeat(2_000));
    assertThat(code(catchThrowable(() -> open(file)))).isEqualTo(Exit.BROKEN);
  }

  @Test
  void aDefectIsNone() {
    assertThat(StartFailure.of(new IllegalStateException("a defect"))).isEmpty();
  }

  private static Database open(Path file) {
    return Database.open(file, new Database.Settings(128, 1, 1), LedgerDatabase.migrations());
  }

  private static int code(Throwable failure) {
    return StartFailure.of(failure).map(CommandFailure::exitCode).orElseThrow();
  }
}

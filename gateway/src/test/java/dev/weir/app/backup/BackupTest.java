package dev.weir.app.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Session;
import dev.weir.view.cli.Terminal;
import dev.weir.view.cli.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is copied of a journal that changes while it is copied.
@Timeout(30)
class BackupTest {
  private static final String RAW = "journal-0000000000000000.log";
  private static final String ARCHIVED = "archive/journal-0000000000000000.log.gz";
  private static final String OPEN = "journal-0000000000000060.log";

  private final Map<String, Deque<String>> replies = new HashMap<>();
  @TempDir Path temporary;

  @Test
  void aSegmentThatIsCompressedMeanwhileIsCopiedFromItsBeginning() throws IOException {
    begins(100, "0, 60");
    gives("/journal/0?offset=0", piece(RAW, false, 60, 60, new byte[30]));
    gives("/journal/0?offset=30", piece(ARCHIVED, true, 20, 60, new byte[0]));
    gives("/journal/0?offset=0", piece(ARCHIVED, true, 20, 60, new byte[20]));
    gives("/journal/60?offset=0", piece(OPEN, false, 50, 110, new byte[50]));
    gives("/facts?after=0", "{\"versions\": []}");

    Backup.Made made = backup();

    assertThat(made.position()).isEqualTo(100);
    assertThat(journal(RAW)).doesNotExist();
    assertThat(journal(ARCHIVED)).hasSize(20);
    assertThat(journal(OPEN)).as("cut where the backup begins").hasSize(40);
    assertThat(Manifest.read(folder(), folder()).files()).hasSize(5);
  }

  @Test
  void theOpenSegmentThatIsCompressedMeanwhileIsCopiedWhole() throws IOException {
    begins(40, "0");
    gives("/journal/0?offset=0", piece(ARCHIVED, true, 20, 60, new byte[20]));
    gives("/facts?after=0", "{\"versions\": [{\"position\": 1, \"id\": \"x\"}]}");
    gives("/facts?after=1", "{\"versions\": []}");

    Backup.Made made = backup();

    assertThat(made.position()).as("the end of what was copied").isEqualTo(60);
    assertThat(made.facts()).isEqualTo(1);
    assertThat(Files.readAllLines(folder().resolve("facts.jsonl"))).hasSize(1);
  }

  @Test
  void anAnswerThatNamesAFileElsewhereIsRefused() {
    begins(40, "0");
    gives("/journal/0?offset=0", piece("../../weir.yaml", false, 40, 40, new byte[40]));

    assertThatThrownBy(this::backup)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("../../weir.yaml");
    assertThat(folder().resolve("manifest.json")).doesNotExist();
  }

  private void begins(long position, String segments) {
    for (String table : List.of("bill", "bill_row", "bill_line")) {
      gives("/bills/" + table + "?after=0", "{\"rows\": [], \"last\": 0}");
    }
    for (String table : List.of("outcome", "part", "kpi", "superseded", "feedback", "handled")) {
      gives("/outcomes/" + table + "?after=0", "{\"rows\": [], \"last\": 0}");
    }
    gives(
        "",
        """
        {"at": "2026-11-21T00:00:00Z", "webhooks": {},
         "journal": {"format": 1, "position": %d, "segments": [%s]}}
        """
            .formatted(position, segments));
  }

  private void gives(String path, String reply) {
    replies.computeIfAbsent("/api/v1/backup" + path, _ -> new ArrayDeque<>()).add(reply);
  }

  private static String piece(String file, boolean archived, long bytes, long end, byte[] content) {
    return "{\"file\": \"%s\", \"archived\": %s, \"bytes\": %d, \"end\": %d, \"content\": \"%s\"}"
        .formatted(file, archived, bytes, end, Base64.getEncoder().encodeToString(content));
  }

  private Path folder() {
    return temporary.resolve("backup");
  }

  private Path journal(String name) {
    return folder().resolve("journal").resolve(name);
  }

  @Test
  void aBackupInOneFileHoldsWhatTheFolderWouldAndTheManifestLast() throws IOException {
    begins(40, "0");
    gives("/journal/0?offset=0", piece(RAW, false, 50, 50, new byte[50]));
    gives("/facts?after=0", "{\"versions\": [{\"position\": 1, \"id\": \"x\"}]}");
    gives("/facts?after=1", "{\"versions\": []}");

    backup(temporary.resolve("b.zip"));

    try (ZipFile zip = new ZipFile(temporary.resolve("b.zip").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "bills.jsonl",
              "facts.jsonl",
              "journal/" + RAW,
              "outcomes.jsonl",
              "manifest.json.sha256",
              "manifest.json");
      assertThat(zip.getEntry("journal/" + RAW).getSize()).isEqualTo(40);
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(temporary.resolve("b.zip"))))
        .isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).containsExactly(temporary.resolve("b.zip"));
    }
    assertThatThrownBy(() -> backup(temporary.resolve("b.zip")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("b.zip is there already");
  }

  private Backup.Made backup() {
    return backup(folder());
  }

  private Backup.Made backup(Path target) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Terminal terminal =
        new Terminal(nowhere, nowhere, Map.of(), temporary, InstantSource.system(), false);
    List<Backup.Made> made = new ArrayList<>();
    new Session(terminal, _ -> new Scripted(replies))
        .longer(
            new ServerOption(),
            (api, progress) -> made.add(Backup.make(api, target, progress::now)));
    return made.getFirst();
  }

  /// Answers each request with what was put down for it, in turn.
  private record Scripted(Map<String, Deque<String>> replies) implements Transport {
    @Override
    public String destination() {
      return "a script";
    }

    @Override
    public Reply send(Request request) {
      Deque<String> left = replies.getOrDefault(request.path(), new ArrayDeque<>());
      assertThat(left).as("nobody expects " + request.path()).isNotEmpty();
      return new Reply(200, left.remove(), Optional.empty());
    }

    @Override
    public Reply send(Request request, Writer out) throws IOException {
      Reply reply = send(request);
      out.write(reply.body());
      return new Reply(reply.status(), "", reply.incomplete());
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}

package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.app.Assembly;
import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.app.config.ConfigFile;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Verbs that are run as somebody else than whom the data directory's files belong to.
@Timeout(60)
class OwnershipTest {
  @TempDir Path folder;
  private CommandLineRun shell;
  private Path data;

  @BeforeEach
  void make() throws IOException {
    data = folder.resolve("data");
    String yaml =
        """
        listen:
          data_plane: 127.0.0.1:0
          control_plane: 127.0.0.1:1
        data: %s
        journal:
          segment: 8 MiB
        """
            .formatted(data);
    Files.writeString(folder.resolve("weir.yaml"), yaml);
    shell = new CommandLineRun(folder);
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();
  }

  @Test
  void aDirectoryIsOnesOwnByItsJournalsOwner() throws IOException {
    UserPrincipal me = Files.getOwner(folder);
    DataDirectory directory = new DataDirectory(data);

    assertThat(directory.stranger()).isEmpty();
    assertThat(directory.stranger(somebodyElse(me))).contains(me.getName());
    assertThat(new DataDirectory(folder.resolve("none")).stranger()).isEmpty();
  }

  @Test
  void verbsAsRootRefuseTheFilesOfAServiceAndNameItsUser() throws IOException {
    UserPrincipal service = asRoot();
    Files.setOwner(data.resolve("journal"), service);
    String says = "belongs to " + service.getName();

    for (String[] verb :
        new String[][] {{"keys", "list"}, {"serve"}, {"backup", folder.resolve("b.zip") + ""}}) {
      Result result = shell.run(verb);
      assertThat(result.code()).as(result.all()).isEqualTo(Exit.BROKEN);
      assertThat(result.err())
          .contains(says, "sudo -u " + service.getName() + " weir")
          .hasLineCount(1);
    }
    assertThat(folder.resolve("b.zip")).doesNotExist();
    Result doctor = shell.run("doctor", "--offline", "--format", "csv");
    assertThat(doctor.code()).isEqualTo(Exit.REFUSED);
    assertThat(doctor.out())
        .contains("gateway,attention,", says)
        .contains("facts.duckdb belongs to root, the journal to " + service.getName());
  }

  @Test
  void aRestoreAsRootIntoTheFolderOfAServiceWritesNothing() throws IOException {
    UserPrincipal service = asRoot();
    Path backup = folder.resolve("b.zip");
    assertThat(shell.run("backup", backup.toString()).code()).isEqualTo(Exit.OK);
    Path place = Files.createDirectory(folder.resolve("service"));
    Files.setOwner(place, service);

    for (Path target : new Path[] {place, place.resolve("new/data")}) {
      Result restore = shell.with("WEIR_DATA", target.toString()).run("restore", backup.toString());

      assertThat(restore.code()).as(restore.all()).isEqualTo(Exit.BROKEN);
      assertThat(restore.err())
          .contains(place + " belongs to " + service.getName(), "sudo -u")
          .hasLineCount(1);
      assertThat(place).isEmptyDirectory();
    }
  }

  /// Only root can give a file to somebody else.
  private UserPrincipal asRoot() throws IOException {
    UserPrincipal me = Files.getOwner(folder);
    assumeThat(me.getName()).isEqualTo("root");
    return somebodyElse(me);
  }

  private UserPrincipal somebodyElse(UserPrincipal me) throws IOException {
    return folder
        .getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(me.getName().equals("root") ? "nobody" : "root");
  }
}

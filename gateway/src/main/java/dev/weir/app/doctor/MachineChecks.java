package dev.weir.app.doctor;

import dev.weir.app.command.ClearText;
import dev.weir.app.command.DataDirectory;
import dev.weir.app.command.SecretCheck;
import dev.weir.app.config.WeirConfig;
import dev.weir.base.segment.LiveFolder;
import dev.weir.base.segment.SegmentExtent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What `weir doctor` sees without the gateway: secrets, providers, disk, files.
record MachineChecks(
    WeirConfig config, Map<String, String> environment, DataDirectory data, Instant now) {
  /// Room for a segment being written, its spare, and as much again for the ledger database.
  private static final int SEGMENTS_WANTED = 8;

  /// Whether a start from here would find its secrets. A gateway that runs has found its own, in an
  /// environment that is not this one.
  List<Finding> secrets() {
    return SecretCheck.all(config, environment).stream()
        .map(check -> new Finding("secret", check.found(), check.line()))
        .toList();
  }

  /// @param isOffline whether to leave them alone
  List<Finding> providers(boolean isOffline) {
    if (config.providers().isEmpty()) {
      return List.of(Finding.attention("providers", "none: no call can be forwarded (providers:)"));
    }
    if (isOffline) {
      return List.of(Finding.good("provider", "none was connected to, as --offline says"));
    }
    try {
      return ProviderProbe.all(config.providers(), environment, ProviderProbe.DEADLINE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(Finding.attention("provider", "interrupted while connecting"));
    }
  }

  Finding controlPlane() {
    return ClearText.warning(config)
        .map(open -> Finding.attention("control plane", open))
        .orElseGet(() ->
            Finding.good("control plane", "its keys are sent within this machine, or encrypted"));
  }

  List<Finding> files() {
    List<Finding> findings = new ArrayList<>();
    if (!data.exists()) {
      findings.add(Finding.good("data", "nothing yet in " + data.path()));
      return findings;
    }
    try {
      findings.add(space());
      findings.add(forecast());
      findings.add(firstOperator());
      findings.add(permissions());
      findings.add(damage());
    } catch (IOException e) {
      findings.add(Finding.attention("data", data.path() + " cannot be looked at: " + e));
    }
    return findings;
  }

  private Finding space() throws IOException {
    long free = Files.getFileStore(data.path()).getUsableSpace();
    long wanted = config.journal().segment().bytes() * SEGMENTS_WANTED;
    String says =
        "%,d MiB free; below %,d MiB new calls may soon be refused"
            .formatted(free >> 20, wanted >> 20);
    return new Finding("disk space", free >= wanted, says);
  }

  private Finding forecast() throws IOException {
    Path ledger = data.path().resolve("ledger.duckdb");
    return new DiskForecast(
            Files.getFileStore(data.path()).getUsableSpace(),
            SegmentExtent.since(
                data.path().resolve("journal"), now.minus(DiskForecast.LOOKED_BACK)),
            Files.exists(ledger) ? Files.size(ledger) : 0,
            now)
        .finding();
  }

  /// Whoever reads the file may do everything, and so may whoever reads a copy of the directory.
  private Finding firstOperator() {
    Path key = data.firstOperatorKey();
    return Files.exists(key)
        ? Finding.attention(
            "operator key",
            key + " still holds the first operator's key: store the key elsewhere and delete it")
        : Finding.good("operator key", "none is kept in a file here");
  }

  /// Nobody but the owner may read the first operator's key or change anything, and there is one.
  private Finding permissions() throws IOException {
    List<String> open = new ArrayList<>();
    Path key = data.firstOperatorKey();
    if (Files.exists(key)
        && Files.getPosixFilePermissions(key).stream().anyMatch(OTHERS::contains)) {
      open.add(
          key + " can be read by others (chmod 600), or delete it once it is stored elsewhere");
    }
    UserPrincipal owner = Files.getOwner(data.path().resolve("journal"));
    changeable(data.path()).ifPresent(open::add);
    for (Path file : LiveFolder.within(data.path(), 2)) {
      try {
        foreign(file, owner).ifPresent(open::add);
        changeable(file).ifPresent(open::add);
      } catch (NoSuchFileException _) {
        // It has gone while the others were looked at.
      }
    }
    return open.isEmpty()
        ? Finding.good("file permissions", "as they should be")
        : Finding.attention("file permissions", String.join("; ", open));
  }

  private static Optional<String> foreign(Path file, UserPrincipal owner) throws IOException {
    UserPrincipal other = Files.getOwner(file);
    return other.equals(owner)
        ? Optional.empty()
        : Optional.of(
            "%s belongs to %s, the journal to %s (chown %s)"
                .formatted(file, other.getName(), owner.getName(), owner.getName()));
  }

  private static Optional<String> changeable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)
        ? Optional.of(file + " can be changed by everybody (chmod o-w)")
        : Optional.empty();
  }

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /// Recovery keeps damaged bytes it was told to skip.
  private Finding damage() throws IOException {
    try (Stream<Path> files = Files.list(data.path().resolve("journal"))) {
      List<String> gaps =
          files
              .map(Path::getFileName)
              .map(Path::toString)
              .filter(n -> n.startsWith("gap-"))
              .toList();
      return gaps.isEmpty()
          ? Finding.good("journal files", "no damage was skipped")
          : Finding.attention("journal files", "damage was skipped, its bytes are in " + gaps);
    }
  }
}

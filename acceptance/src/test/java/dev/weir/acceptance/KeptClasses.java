package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Loaded classes that the JVM keeps from one process to the next: gateways, simulators and verbs
/// are started hundreds of times, and a start from kept classes takes half of the processor's time.
///
/// The JVM keeps those of the first run that ends in order, for as long as the jars stay: of
/// processes that are mostly killed, or refused while they start, that would be any run.
final class KeptClasses {
  private static final Duration KEPT_WITHIN = Duration.ofMinutes(2);

  /// What this process of tests has looked at; guarded by the class.
  private static final Set<Path> SEEN = new HashSet<>();

  private KeptClasses() {}

  /// @param name of the processes that load much the same
  static List<String> options(String module, String name) {
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive(module, name),
        "-Xlog:aot*=off",
        "-Xlog:cds*=off");
  }

  /// Has one run be the first after a build; other processes of tests wait until it has ended.
  ///
  /// @param whole starts a process with these [#options], has it do what is usual, ends it in order
  static synchronized void by(String module, String name, Runnable whole) {
    Path archive = archive(module, name);
    if (!SEEN.add(archive)) {
      return;
    }
    Path lock = archive.resolveSibling(name + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!isNewer(archive, Checkout.jar(module))) {
        Files.deleteIfExists(archive);
        whole.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep classes in " + archive, e);
    }
  }

  /// Ends the whole run in order, with the time that writing its classes takes.
  static void end(ChildProcess process) {
    process.askToEnd();
    int _ = process.awaitExit(KEPT_WITHIN);
  }

  private static boolean isNewer(Path archive, Path jar) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  private static Path archive(String module, String name) {
    return Checkout.jar(module).resolveSibling(name + ".jsa");
  }
}

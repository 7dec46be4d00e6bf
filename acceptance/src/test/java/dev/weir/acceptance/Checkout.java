package dev.weir.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where things are: the project, its built modules, the data beside it.
final class Checkout {
  private Checkout() {}

  static Path root() {
    return Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
  }

  /// A file of the test data beside the project; it need not be there.
  static Path data(String name) {
    return root().resolveSibling("shared").resolve("data").resolve(name);
  }

  /// The command that starts a main class of a built module.
  static List<String> java(String module, List<String> options, String main, List<String> args) {
    Path target = root().resolve(module).resolve("target");
    Path jar = target.resolve("weir-" + module + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar + " is missing: package the module first, for example with ./weir test");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(options);
    command.addAll(classesOf(target, args));
    command.add("-cp");
    command.add(jar + ":" + target.resolve("lib") + "/*");
    command.add(main);
    command.addAll(args);
    return command;
  }

  /// Options that have the JVM keep loaded classes from one process to the next: gateways and verbs
  /// are started hundreds of times.
  private static List<String> classesOf(Path target, List<String> args) {
    String archive = args.contains("serve") ? "serve.jsa" : "verbs.jsa";
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + target.resolve(archive),
        "-Xlog:aot*=off",
        "-Xlog:cds*=off");
  }

  /// A port that was free a moment ago.
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}

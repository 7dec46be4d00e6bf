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
    Path jar = jar(module);
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar + " is missing: package the module first, for example with ./weir test");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(options);
    boolean serves = module.equals("simulator") || args.contains("serve");
    command.addAll(KeptClasses.options(module, serves ? "serve" : "verbs"));
    command.add("-cp");
    command.add(jar + ":" + jar.resolveSibling("lib") + "/*");
    command.add(main);
    command.addAll(args);
    return command;
  }

  static Path jar(String module) {
    return root().resolve(module).resolve("target").resolve("weir-" + module + ".jar");
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

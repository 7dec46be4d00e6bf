package dev.weir.app.command;

import dev.weir.app.Assembly;
import dev.weir.view.api.ApiRequest;
import dev.weir.view.api.ApiResponse;
import dev.weir.view.api.Content;
import dev.weir.view.cli.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// The API in process, over a data directory that no gateway uses. Who may read the directory may
/// do everything, so no operator's key is asked for; the audit trail names the system's user.
final class LocalTransport implements Transport {
  private final Assembly assembly;
  private final Path data;
  private final String who;

  LocalTransport(Assembly assembly, Path data, String who) {
    this.assembly = assembly;
    this.data = data;
    this.who = who;
  }

  @Override
  public String destination() {
    return "data directory " + data;
  }

  @Override
  public Reply send(Request request) {
    int query = request.path().indexOf('?');
    ApiResponse response =
        assembly
            .api()
            .handle(
                new ApiRequest(
                    request.method(),
                    query < 0 ? request.path() : request.path().substring(0, query),
                    query < 0 ? "" : request.path().substring(query + 1),
                    new ApiRequest.Caller.Local(who),
                    Content.of(request.body().getBytes(StandardCharsets.UTF_8))));
    return new Reply(
        response.status(),
        new String(response.body(), StandardCharsets.UTF_8),
        Optional.ofNullable(response.headers().get("x-weir-incomplete")));
  }

  @Override
  public void close() {
    assembly.close();
  }
}

package dev.weir.app.command;

import dev.weir.app.Assembly;
import dev.weir.view.api.AnswerFailed;
import dev.weir.view.api.ApiRequest;
import dev.weir.view.api.ApiResponse;
import dev.weir.view.api.Content;
import dev.weir.view.cli.Transport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
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
    StringWriter body = new StringWriter();
    try {
      Reply reply = send(request, body);
      return reply.isSuccess()
          ? new Reply(reply.status(), body.toString(), reply.incomplete())
          : reply;
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can always be written", e);
    }
  }

  @Override
  public Reply send(Request request, Writer out) throws IOException {
    ApiResponse response = assembly.api().handle(asked(request));
    try {
      return reply(response, out);
    } catch (AnswerFailed failure) {
      return reply(failure.instead(), out);
    }
  }

  private ApiRequest asked(Request request) {
    int query = request.path().indexOf('?');
    return new ApiRequest(
        request.method(),
        query < 0 ? request.path() : request.path().substring(0, query),
        query < 0 ? "" : request.path().substring(query + 1),
        new ApiRequest.Caller.Local(who),
        Content.of(request.body().getBytes(StandardCharsets.UTF_8)));
  }

  private static Reply reply(ApiResponse response, Writer out) throws IOException {
    Optional<String> incomplete = Optional.ofNullable(response.headers().get("x-weir-incomplete"));
    Reply success = new Reply(response.status(), "", incomplete);
    if (success.isSuccess()) {
      response.copyTo(out);
      return success;
    }
    StringWriter refusal = new StringWriter();
    response.copyTo(refusal);
    return new Reply(response.status(), refusal.toString(), incomplete);
  }

  @Override
  public void close() {
    assembly.close();
  }
}

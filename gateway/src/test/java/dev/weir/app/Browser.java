package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody at the console, with the cookies of a browser and without its rendering.
final class Browser implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" content=\"([^\"]*)\"");

  private static final Pattern UNSEEN =
      Pattern.compile("type=\"hidden\" name=\"(versions?)\" value=\"([^\"]*)\"");

  /// A field of a form: the tag's own text, and what stands within.
  private static final Pattern CONTROL =
      Pattern.compile(
          "<(?:input([^>]*)>()|textarea([^>]*)>([^<]*)</|select([^>]*)>(.*?)</select>)",
          Pattern.DOTALL);

  private static final Pattern CHOSEN = Pattern.compile("value=\"([^\"]*)\" selected");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final int port;
  String cookie = "";

  Browser(Gateway gateway) {
    this.port = gateway.assembly.controlPort();
  }

  /// A browser whose person has signed in.
  static Browser of(Gateway gateway, String key) {
    Browser browser = new Browser(gateway);
    HttpResponse<String> in = browser.signIn(key);
    if (in.statusCode() != 303) {
      throw new AssertionError(in.body());
    }
    return browser;
  }

  HttpResponse<String> signIn(String key) {
    return send("/sign-in", "key=" + encoded(key), "sec-fetch-site", "same-origin");
  }

  HttpResponse<String> get(String path, String... headers) {
    return exchange(request(path, headers).GET());
  }

  /// What is within the shell of a page that there is.
  String page(String path) {
    return within(200, get(path));
  }

  /// Fills a form, which is taken and leads back to its page.
  void done(String path, String... fields) {
    HttpResponse<String> answer = post(path, form(fields));
    within(303, answer);
    assertThat(answer.headers().firstValue("location")).contains(path);
  }

  /// Fills a form, which is shown again with why it is not taken.
  String refused(int status, String path, String... fields) {
    return within(status, post(path, form(fields)));
  }

  private static String within(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(main(answer)).isEqualTo(status);
    return main(answer);
  }

  /// What is within the shell, or all of what has none.
  static String main(HttpResponse<String> answer) {
    String body = answer.body();
    return body.contains("<main") ? body.substring(body.indexOf("<main")) : body;
  }

  /// @param fields names and values in turns
  static String form(String... fields) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < fields.length; i += 2) {
      pairs.add(fields[i] + "=" + encoded(fields[i + 1]));
    }
    return String.join("&", pairs);
  }

  /// A form of a page of this session.
  HttpResponse<String> post(String path, String form) {
    return send(
        path, form + "&form_token=" + encoded(formToken()), "sec-fetch-site", "same-origin");
  }

  /// The beginning of a form as its page has it now: its button, and the versions that it was shown
  /// with.
  String shown(String path, String does) {
    String form =
        Arrays.stream(get(path).body().split("<form"))
            .filter(it -> it.contains("name=\"do\" value=\"%s\"".formatted(does)))
            .findFirst()
            .orElseThrow();
    StringBuilder shown = new StringBuilder("do=" + does);
    Matcher unseen = UNSEEN.matcher(form);
    while (unseen.find()) {
      String value = unseen.group(2).replace("&#34;", "\"").replace("&quot;", "\"");
      shown.append('&').append(unseen.group(1)).append('=').append(encoded(value));
    }
    return shown.toString();
  }

  /// What a browser would send of a form that is left as its page has it, without its buttons.
  ///
  /// @param page has nothing encoded in its values
  static Map<String, String> filled(String page, String id) {
    String form =
        Arrays.stream(page.split("<form"))
            .filter(it -> it.substring(0, it.indexOf('>')).contains("id=\"" + id + "\""))
            .findFirst()
            .orElseThrow();
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher control = CONTROL.matcher(form.substring(0, form.indexOf("</form>")));
    while (control.find()) {
      int kind = control.group(1) != null ? 1 : control.group(3) != null ? 3 : 5;
      String tag = control.group(kind);
      Matcher chosen = CHOSEN.matcher(control.group(kind + 1));
      String value =
          switch (kind) {
            case 1 -> attribute(tag, "value").orElse("");
            case 3 -> control.group(4);
            default -> chosen.find() ? chosen.group(1) : "";
          };
      if (!tag.contains("checkbox") || tag.contains(" checked")) {
        attribute(tag, "name").ifPresent(name -> fields.put(name, value));
      }
    }
    return fields;
  }

  private static Optional<String> attribute(String tag, String name) {
    Matcher found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  HttpResponse<String> send(String path, String form, String... headers) {
    return exchange(
        request(path, headers)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  HttpResponse<String> ask(String method, String path) {
    return exchange(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  String formToken() {
    Matcher token = TOKEN.matcher(get("/rows?of=/api/v1/status").body());
    return token.find() ? token.group(1) : "";
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
    List<String> all = new ArrayList<>(List.of(headers));
    if (!cookie.isEmpty()) {
      all.addAll(List.of("cookie", cookie));
    }
    return all.isEmpty() ? request : request.headers(all.toArray(String[]::new));
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Optional<String> set =
          answer.headers().allValues("set-cookie").stream()
              .filter(it -> it.contains("_session="))
              .findFirst();
      set.ifPresent(it -> cookie = it.substring(0, it.indexOf(';')));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(request.build().uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

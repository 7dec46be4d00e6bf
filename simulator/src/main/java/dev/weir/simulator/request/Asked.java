package dev.weir.simulator.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request line asks for.
///
/// @param model from the path; empty where the body names it
/// @param stream whether the path says so; where it does not, the body may
/// @param events whether a stream of Gemini's wire comes as events rather than as one JSON array
public record Asked(
    Endpoint endpoint, Provider provider, String model, boolean stream, boolean events) {
  private static final Pattern AZURE =
      Pattern.compile("/openai/deployments/([^/]+)/(chat/completions|completions|embeddings)");
  private static final Pattern GOOGLE =
      Pattern.compile(
          "/v1(?:alpha|beta|beta1)?/(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/([^/]+)/)?"
              + "models/([^/:]+):(\\w+)");
  private static final Pattern BEDROCK =
      Pattern.compile(
          "/model/([^/]+)/(converse|converse-stream|invoke|invoke-with-response-stream)");

  /// The operation of a request line, or null when no provider has it.
  ///
  /// @param path as it was sent, escapes and all
  /// @param anthropicHeaders whether one of Anthropic's own headers came with it
  public static @Nullable Asked of(
      String method, String path, @Nullable String query, boolean anthropicHeaders) {
    if (path.equals("/v1/models")) {
      return !method.equals("GET")
          ? null
          : anthropicHeaders
              ? plain(Endpoint.ANTHROPIC_MODELS, Provider.ANTHROPIC)
              : plain(Endpoint.OPENAI_MODELS, Provider.OPENAI);
    }
    if (!method.equals("POST")) {
      return null;
    }
    boolean events = query != null && ("&" + query + "&").contains("&alt=sse&");
    return switch (path) {
      case "/v1/chat/completions" -> plain(Endpoint.CHAT, Provider.OPENAI);
      case "/v1/completions" -> plain(Endpoint.COMPLETION, Provider.OPENAI);
      case "/v1/embeddings" -> plain(Endpoint.EMBEDDING, Provider.OPENAI);
      case "/v1/responses" -> plain(Endpoint.RESPONSE, Provider.OPENAI);
      case "/v1/messages" -> plain(Endpoint.MESSAGE, Provider.ANTHROPIC);
      case "/v1/messages/count_tokens" -> plain(Endpoint.TOKEN_COUNT, Provider.ANTHROPIC);
      case "/openai/v1/chat/completions" -> plain(Endpoint.CHAT, Provider.AZURE);
      case "/openai/v1/embeddings" -> plain(Endpoint.EMBEDDING, Provider.AZURE);
      case "/openai/v1/responses", "/openai/responses" -> plain(Endpoint.RESPONSE, Provider.AZURE);
      default -> withModel(path, events);
    };
  }

  private static Asked plain(Endpoint endpoint, Provider provider) {
    return new Asked(endpoint, provider, "", false, true);
  }

  private static @Nullable Asked withModel(String path, boolean events) {
    Matcher azure = AZURE.matcher(path);
    if (azure.matches()) {
      Endpoint endpoint =
          switch (azure.group(2)) {
            case "chat/completions" -> Endpoint.CHAT;
            case "completions" -> Endpoint.COMPLETION;
            default -> Endpoint.EMBEDDING;
          };
      return new Asked(endpoint, Provider.AZURE, decoded(azure.group(1)), false, true);
    }
    Matcher bedrock = BEDROCK.matcher(path);
    if (bedrock.matches()) {
      String verb = bedrock.group(2);
      Endpoint endpoint = verb.startsWith("converse") ? Endpoint.CONVERSE : Endpoint.INVOKE;
      boolean stream = verb.endsWith("stream");
      return new Asked(endpoint, Provider.BEDROCK, decoded(bedrock.group(1)), stream, true);
    }
    Matcher google = GOOGLE.matcher(path);
    return google.matches() ? google(google, events) : null;
  }

  private static @Nullable Asked google(Matcher path, boolean events) {
    String publisher = path.group(1);
    String model = decoded(path.group(2));
    if ("anthropic".equals(publisher)) {
      return switch (path.group(3)) {
        case "rawPredict" ->
            model.equals("count-tokens")
                ? new Asked(Endpoint.TOKEN_COUNT, Provider.ANTHROPIC, "", false, true)
                : new Asked(Endpoint.MESSAGE, Provider.ANTHROPIC, model, false, true);
        case "streamRawPredict" ->
            new Asked(Endpoint.MESSAGE, Provider.ANTHROPIC, model, true, true);
        default -> null;
      };
    }
    Provider provider = publisher == null ? Provider.GEMINI : Provider.VERTEX;
    return switch (path.group(3)) {
      case "generateContent" -> new Asked(Endpoint.GENERATE, provider, model, false, events);
      case "streamGenerateContent" -> new Asked(Endpoint.GENERATE, provider, model, true, events);
      case "embedContent" -> new Asked(Endpoint.EMBED, provider, model, false, events);
      case "batchEmbedContents" -> new Asked(Endpoint.EMBED_BATCH, provider, model, false, events);
      case "countTokens" -> new Asked(Endpoint.CONTENT_COUNT, provider, model, false, events);
      default -> null;
    };
  }

  // A plus is a plus in a path.
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
  }
}

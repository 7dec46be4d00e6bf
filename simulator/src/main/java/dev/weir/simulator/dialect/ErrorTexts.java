package dev.weir.simulator.dialect;

import dev.weir.simulator.request.Provider;

/// What the providers say when they refuse or fail.
final class ErrorTexts {
  private ErrorTexts() {}

  static String of(Provider provider, int status) {
    return switch (provider) {
      case OPENAI -> openAi(status);
      case AZURE -> azure(status);
      case ANTHROPIC -> anthropic(status);
      case GEMINI, VERTEX -> google(status);
      case BEDROCK -> bedrock(status);
    };
  }

  static String unknownKey(Provider provider, boolean presented) {
    return switch (provider) {
      case OPENAI -> "Incorrect API key provided.";
      case AZURE ->
          "Access denied due to invalid subscription key or wrong API endpoint. Make sure to"
              + " provide a valid key for an active subscription and use a correct regional API"
              + " endpoint for your resource.";
      case ANTHROPIC -> "invalid x-api-key";
      case GEMINI ->
          presented
              ? "API key not valid. Please pass a valid API key."
              : "Method doesn't allow unregistered callers (callers without established identity)."
                  + " Please use API Key or other form of API consumer identity to call this API.";
      case VERTEX ->
          "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
              + " cookie or other valid authentication credential.";
      case BEDROCK ->
          presented
              ? "The security token included in the request is invalid."
              : "Missing Authentication Token";
    };
  }

  private static String openAi(int status) {
    return switch (status) {
      case 429 -> "Rate limit reached for requests. Please try again later.";
      case 503, 529 -> "The engine is currently overloaded, please try again later";
      default -> "The server had an error while processing your request. Sorry about that!";
    };
  }

  private static String azure(int status) {
    return switch (status) {
      case 404 ->
          "The API deployment for this resource does not exist. If you created the deployment"
              + " within the last 5 minutes, please wait a moment and try again.";
      case 429 ->
          "Requests to the ChatCompletions_Create Operation under Azure OpenAI API have exceeded"
              + " token rate limit of your current OpenAI S0 pricing tier.";
      case 503, 529 -> "The server is busy. Please try again later.";
      default -> "The server had an error while processing your request. Sorry about that!";
    };
  }

  private static String anthropic(int status) {
    return switch (status) {
      case 429 -> "This request would exceed your organization's rate limit.";
      case 529 -> "Overloaded";
      default -> "Internal server error";
    };
  }

  private static String google(int status) {
    return switch (status) {
      case 429 -> "You exceeded your current quota, please check your plan and billing details.";
      case 503, 529 -> "The model is overloaded. Please try again later.";
      case 504 -> "Deadline expired before operation could complete.";
      default -> "An internal error has occurred. Please retry.";
    };
  }

  private static String bedrock(int status) {
    return switch (status) {
      case 404 -> "The model is not found.";
      case 408 -> "Model has timed out in processing the request. Try your request again.";
      case 424 -> "The model returned an error. Try your request again.";
      case 429 -> "Too many requests, please wait before trying again.";
      case 503, 529 -> "Bedrock is unable to process your request.";
      default -> "The system encountered an unexpected error during processing. Try again.";
    };
  }
}

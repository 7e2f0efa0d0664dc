using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Backends.Http;

namespace Foray.Backends.MLflow;

/// <summary>Error codes of MLflow's REST API (mlflow.org/docs/latest/rest-api.html), which come as <c>{"error_code": …, "message": …}</c>.</summary>
internal static class MLflowError
{
    public const string DoesNotExist = "RESOURCE_DOES_NOT_EXIST";
    public const string AlreadyExists = "RESOURCE_ALREADY_EXISTS";
    public const string InvalidValue = "INVALID_PARAMETER_VALUE";

    /// <summary>The code of an answer; empty where it has none.</summary>
    public static string CodeOf(Answer answer) => Member(answer, "error_code") ?? "";

    /// <summary>What an answer says.</summary>
    public static string MessageOf(Answer answer) => Member(answer, "message") ?? answer.Reason;

    private static string? Member(Answer answer, string name)
    {
        try
        {
            return (JsonNode.Parse(answer.Body) as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

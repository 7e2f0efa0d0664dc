using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using Foray.Sdk.Diagnostics;

namespace Foray.Docker.Engines;

/// <summary>Why an engine, or what it shall make, cannot be used.</summary>
internal static class EngineFailure
{
    public const string Unreachable = "FORAY380";
    public const string Refused = "FORAY381";
    public const string BadAddress = "FORAY382";
    public const string NoImage = "FORAY383";
    public const string MissingTool = "FORAY384";
    public const string ContainerFailed = "FORAY385";
    public const string NetworkFailed = "FORAY386";
    public const string Gone = "FORAY387";

    /// <summary>The diagnostic for an engine that gave no answer; null for an exception of another cause.</summary>
    public static Diagnostic? Explain(string address, Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.AccessDenied })
                return Denied(address);
            if (cause is SocketException socket)
                return Silent(address, IsMissingSocket(address) ? "there is no such socket" : socket.Message);
        }

        return exception is HttpRequestException or IOException or TimeoutException ? Silent(address, exception.Message) : null;
    }

    /// <summary>The diagnostic for an engine that does not answer.</summary>
    public static Diagnostic Silent(string address, string reason) => Diagnostic.Error(
        Unreachable, $"the container engine at '{address}' does not answer: {reason}",
        "start it (systemctl start docker), or name another one with the site's 'host' or with DOCKER_HOST");

    /// <summary>The diagnostic for a socket that this user may not use.</summary>
    public static Diagnostic Denied(string address) => Diagnostic.Error(
        Refused, $"this user may not use the container engine at '{address}'",
        "let an administrator add the user to the group 'docker' (its members have all rights of root there), or use a rootless engine");

    /// <summary>What the engine said.</summary>
    public static string Reason(DockerApiException exception)
    {
        try
        {
            using var body = JsonDocument.Parse(exception.ResponseBody ?? "");
            if (body.RootElement.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } text)
                return text.Trim();
        }
        catch (JsonException)
        {
        }

        return exception.Message.Trim();
    }

    private static bool IsMissingSocket(string address) => EngineAddress.SocketOf(address) is { } path && !File.Exists(path);
}

namespace Foray.Tracking.Server.Requests;

/// <summary>A call is refused. Its code and message are the answer.</summary>
internal sealed class ApiException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static ApiException Invalid(string message) => new(ErrorCode.InvalidParameterValue, message);

    public static ApiException Missing(string message) => new(ErrorCode.ResourceDoesNotExist, message);

    public static ApiException Unsupported(string message) => new(ErrorCode.NotImplemented, message);
}

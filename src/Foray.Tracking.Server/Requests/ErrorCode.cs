namespace Foray.Tracking.Server.Requests;

/// <summary>Codes of MLflow's errors, and the HTTP statuses that go with them.</summary>
/// <remarks>Source: MLflow 2 and 3, <c>databricks.proto</c> and the table of statuses in <c>mlflow/exceptions.py</c>.</remarks>
internal static class ErrorCode
{
    public const string InternalError = "INTERNAL_ERROR";
    public const string InvalidParameterValue = "INVALID_PARAMETER_VALUE";
    public const string NotImplemented = "NOT_IMPLEMENTED";
    public const string NotFound = "ENDPOINT_NOT_FOUND";
    public const string ResourceAlreadyExists = "RESOURCE_ALREADY_EXISTS";
    public const string ResourceDoesNotExist = "RESOURCE_DOES_NOT_EXIST";

    public static int StatusOf(string code) => code switch
    {
        InvalidParameterValue or ResourceAlreadyExists => 400,
        ResourceDoesNotExist or NotFound => 404,
        NotImplemented => 501,
        _ => 500,
    };
}

namespace Foray.Backends.MLflow;

/// <summary>A run on a tracking server.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="ArtifactUri">Where its artifacts are.</param>
internal sealed record RemoteRun(string Id, string ArtifactUri)
{
    private const string Scheme = "mlflow-artifacts:";

    /// <summary>Path of its artifacts at the server's own storage, without a slash at either end; null where the artifacts are elsewhere.</summary>
    public string? ArtifactPath
    {
        get
        {
            if (!ArtifactUri.StartsWith(Scheme, StringComparison.Ordinal))
                return null;
            var path = ArtifactUri[Scheme.Length..];
            if (path.StartsWith("//", StringComparison.Ordinal))
                path = path.IndexOf('/', 2) is var end and > 0 ? path[end..] : "";
            return path.Trim('/');
        }
    }
}

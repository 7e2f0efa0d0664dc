namespace Foray.Backends.Tests.MLflow;

/// <summary>A run that a stand-in keeps.</summary>
internal sealed record StoredRun(string Id, string Experiment, string ArtifactUri, long Started)
{
    public string Status { get; set; } = "RUNNING";

    public long? Ended { get; set; }

    public Dictionary<string, string> Tags { get; } = [];

    public Dictionary<string, string> Parameters { get; } = [];

    public List<(string Key, double Value, long Timestamp, long Step)> Metrics { get; } = [];
}

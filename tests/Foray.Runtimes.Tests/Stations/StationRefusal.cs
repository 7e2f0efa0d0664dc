namespace Foray.Runtimes.Tests.Stations;

/// <summary>An error reply to a bastion call.</summary>
internal sealed class StationRefusal(string type, string message) : Exception(message)
{
    public string Type => type;
}

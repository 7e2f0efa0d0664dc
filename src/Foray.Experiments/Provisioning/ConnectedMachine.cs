using Foray.Sdk.Machines;

namespace Foray.Experiments.Provisioning;

/// <summary>A machine that is up.</summary>
/// <param name="Id">Its identity for good.</param>
/// <param name="Site">Name of the site plugin.</param>
/// <param name="Specification">What makes it what it is.</param>
/// <param name="Machine">The machine.</param>
internal sealed record ConnectedMachine(string Id, string Site, string Specification, IMachine Machine)
{
    /// <summary>Whether it is the computer that Foray runs on.</summary>
    public bool IsHere { get; init; }
}

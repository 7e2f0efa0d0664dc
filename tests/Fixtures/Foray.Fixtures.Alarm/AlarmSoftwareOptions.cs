using Foray.Sdk.Options;

namespace Foray.Fixtures.Alarm;

/// <summary>Where the alarm is installed.</summary>
public sealed record AlarmSoftwareOptions
{
    /// <summary>Machines that get it.</summary>
    public required LabelSelector Labels { get; init; }
}

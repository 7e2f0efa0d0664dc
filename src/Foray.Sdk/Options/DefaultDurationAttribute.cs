namespace Foray.Sdk.Options;

/// <summary>The default of a <see cref="TimeSpan"/> option, which C# cannot write as a constant. The binder sets it where the file has no value.</summary>
/// <param name="duration">A duration as <see cref="Duration"/> reads it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultDurationAttribute(string duration) : Attribute
{
    /// <summary>The duration as written.</summary>
    public string Duration { get; } = duration;
}

namespace Foray.Integrations.Meters;

/// <summary>Chooses meters by their names: a whole name, or the beginning of one with <c>*</c> behind it.</summary>
internal sealed class MeterSelection(IReadOnlyList<string> names)
{
    public bool Match(string meter) =>
        names.Any(name => name.EndsWith('*') ? meter.StartsWith(name[..^1], StringComparison.Ordinal) : meter == name);
}

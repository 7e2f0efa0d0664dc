using System.Globalization;

namespace Foray.Tracking.Store.Sql;

/// <summary>The parameters of a statement that is put together.</summary>
internal sealed class SqlParameters
{
    private readonly List<(string Name, object? Value)> _values = [];

    /// <summary>Adds a value.</summary>
    /// <returns>What stands for it in the statement.</returns>
    public string Add(object? value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"@p{_values.Count}");
        _values.Add((name, value));
        return name;
    }

    public (string Name, object? Value)[] ToArray() => [.. _values];
}

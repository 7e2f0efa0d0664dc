using Foray.Plugins.Commands;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>Turns the arguments of an instance into the section that its agent's options are read from: <c>--num-channels 16</c> into <c>num_channels: 16</c>.</summary>
/// <param name="instance">The instance.</param>
/// <param name="schema">The options of its agent.</param>
/// <param name="findings">Where problems go.</param>
internal sealed class AgentArguments(SiteInstance instance, OptionsSchema schema, SiteFindings findings)
{
    private readonly Dictionary<string, OptionProperty> _options = Flags(schema);
    private readonly Dictionary<string, GivenArgument> _given = new(StringComparer.Ordinal);
    private GivenArgument? _last;

    /// <summary>The section. Where a flag is repeated, the last one counts.</summary>
    public MappingNode ToSection()
    {
        foreach (var token in instance.Arguments)
        {
            if (IsFlag(token))
                Begin(token);
            else
                Continue(token);
        }

        End();
        var entries = _given.Select(given => KeyValuePair.Create(new ScalarNode(given.Value.Flag.Place, given.Key, ScalarKind.Text), given.Value.ToNode(given.Value.Option!.Schema)));
        return new MappingNode(instance.Place, [.. entries]);
    }

    private static Dictionary<string, OptionProperty> Flags(OptionsSchema schema)
    {
        var flags = new Dictionary<string, OptionProperty>(StringComparer.Ordinal);
        foreach (var option in schema.Properties)
            foreach (var key in (string[])[option.Key, .. option.RenamedFrom])
                flags.TryAdd(CommandOption.FlagOf(key), option);
        return flags;
    }

    /// <summary>As in OCS: hyphens with a letter behind them. So a negative number is a value; and so is text with a space.</summary>
    private static bool IsFlag(ScalarNode token)
    {
        var (name, _) = Split(token);
        return name.StartsWith('-') && name.TrimStart('-') is [var first, ..] && char.IsAsciiLetter(first) && !name.Contains(' ', StringComparison.Ordinal);
    }

    /// <summary>Flag and value of <c>--flag=value</c>; no value where there is no <c>=</c>.</summary>
    private static (string Name, string? Value) Split(ScalarNode token)
    {
        var at = token.Text.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (token.Text, null) : (token.Text[..at], token.Text[(at + 1)..]);
    }

    private void Begin(ScalarNode token)
    {
        End();
        var (name, value) = Split(token);
        var option = _options.GetValueOrDefault(name);
        _last = new GivenArgument(token, option);
        if (value is not null)
            _last.Add(new ScalarNode(token.Place, value, ScalarKind.Text));
        if (option is null)
            ReportForeign(token, name);
    }

    private void Continue(ScalarNode token)
    {
        if (_last is { TakesMore: true })
            _last.Add(token);
        else if (token.Text.Split(' ', 2) is [var first, _] && _options.ContainsKey(first))
            findings.Error(SiteCodes.BadArgument, token, $"the argument {SiteFindings.Shown(token.Text)} of '{instance.Id}' is flag and value in one item", "write them as two items");
        else
            findings.Error(SiteCodes.BadArgument, token, $"the value {SiteFindings.Shown(token.Text)} in the arguments of '{instance.Id}' belongs to no flag",
                _last is { Option: not null } ? $"'{Split(_last.Flag).Name}' takes one value" : "write its flag before it");
    }

    /// <summary>Takes the last flag in, now that all its values are known.</summary>
    private void End()
    {
        if (_last is not { Option: { } option })
            return;
        if (_last.LacksValue)
            findings.Error(SiteCodes.BadArgument, _last.Flag, $"the argument {SiteFindings.Shown(_last.Flag.Text)} of '{instance.Id}' has no value", "write its value behind it");
        else
            _given[option.Key] = _last;
    }

    private void ReportForeign(ScalarNode token, string name)
    {
        if (CommonArguments.RemedyFor(name) is { } remedy)
        {
            findings.Warning(SiteCodes.UnusedArgument, token, $"the argument '{name}' of '{instance.Id}' has no effect yet", remedy);
            return;
        }

        var hint = Meant(name) is { } meant ? $"did you mean '{meant}'? " : "";
        findings.Error(SiteCodes.BadArgument, token, $"the agent {SiteFindings.Shown(instance.Class)} has no argument {SiteFindings.Shown(name)}",
            $"{hint}{(_options.Count == 0 ? "it has none" : $"its arguments: {SiteFindings.Shown([.. schema.Properties.Select(property => CommandOption.FlagOf(property.Key))])}")}");
    }

    /// <summary>The flag that it is the beginning of, else the nearest one.</summary>
    private string? Meant(string name) =>
        _options.Keys.Where(flag => name.Length > 3 && flag.StartsWith(name, StringComparison.Ordinal)).Take(2).ToList() is [var whole]
            ? whole
            : findings.Nearest(name, _options.Keys.Concat(CommonArguments.Flags));
}

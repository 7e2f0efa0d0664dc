using System.CommandLine;
using Foray.Plugins.Commands;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;

namespace Foray.Cli.Extending;

/// <summary>A plugin's options as those of a command line, and what was given back as its section.</summary>
internal sealed class OptionSymbols
{
    private readonly IReadOnlyList<CommandOption> _described;
    private readonly List<(string Key, Option Symbol)> _options = [];
    private readonly List<(string Key, Argument Symbol)> _arguments = [];

    private OptionSymbols(OptionsSchema schema, bool isExtension)
    {
        Schema = schema;
        _described = OptionsHelp.Describe(schema);
        foreach (var option in _described.Where(option => option.Position is null || isExtension))
        {
            _options.Add((option.Key, OptionOf(option, option.Key, option.IsRequired && !isExtension)));
            foreach (var former in option.FormerKeys)
                _options.Add((former, OptionOf(option, former, isRequired: false)));
        }

        if (!isExtension)
            _arguments.AddRange(_described.Where(option => option.Position is not null).OrderBy(option => option.Position).Select(option => (option.Key, ArgumentOf(option))));
    }

    /// <summary>The options.</summary>
    public OptionsSchema Schema { get; }

    /// <summary>For a command of its own: what is required is required.</summary>
    public static OptionSymbols ForCommand(OptionsSchema schema) => new(schema, isExtension: false);

    /// <summary>For another command: nothing is required as long as nothing is given, and positions belong to the other command.</summary>
    public static OptionSymbols ForExtension(OptionsSchema schema) => new(schema, isExtension: true);

    /// <summary>Name of an option that is among others too; null where there is none.</summary>
    public string? CollisionWith(IEnumerable<Option> others)
    {
        var taken = others.SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet(StringComparer.Ordinal);
        return _options.Select(option => option.Symbol.Name).FirstOrDefault(taken.Contains);
    }

    /// <summary>Adds them to a command.</summary>
    public OptionSymbols AddTo(Command command)
    {
        foreach (var (_, symbol) in _arguments)
            command.Arguments.Add(symbol);
        foreach (var (_, symbol) in _options)
            command.Options.Add(symbol);
        return this;
    }

    /// <summary>Whether the command line gives any of them.</summary>
    public bool IsGiven(ParseResult parsed) => _options.Any(option => parsed.GetResult(option.Symbol) is { Implicit: false });

    /// <summary>What the command line gives, as the plugin's section.</summary>
    public MappingNode Read(ParseResult parsed)
    {
        var given = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, symbol) in _arguments)
            if (parsed.GetResult(symbol) is { Tokens: { Count: > 0 } tokens })
                given[key] = [.. tokens.Select(token => token.Value)];
        foreach (var (key, symbol) in _options)
            if (parsed.GetResult(symbol) is { Implicit: false, Tokens: var tokens })
                given[key] = [.. tokens.Select(token => token.Value)];
        return OptionsHelp.ToSection(_described, given);
    }

    private static Option OptionOf(CommandOption option, string key, bool isRequired)
    {
        var name = CommandOption.FlagOf(key);
        if (option is { ValueName: null, IsRepeatable: false })
            return new Option<bool>(name) { Description = Describe(option), Hidden = key != option.Key, Required = isRequired };
        Option symbol = option.IsRepeatable ? new Option<string[]>(name) { Arity = ArgumentArity.OneOrMore } : new Option<string?>(name);
        (symbol.Description, symbol.HelpName, symbol.Hidden, symbol.Required) = (Describe(option), option.ValueName, key != option.Key, isRequired);
        symbol.CompletionSources.Add(_ => option.Values.Select(value => new System.CommandLine.Completions.CompletionItem(value)));
        return symbol;
    }

    private static Argument ArgumentOf(CommandOption option)
    {
        var name = option.Key.Replace('_', '-');
        Argument symbol = option.IsRepeatable
            ? new Argument<string[]>(name) { Arity = option.IsRequired ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore }
            : new Argument<string?>(name) { Arity = option.IsRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne };
        symbol.Description = Describe(option);
        return symbol;
    }

    private static string Describe(CommandOption option)
    {
        var repeated = option is { IsRepeatable: true, Position: null } ? " Can be repeated." : "";
        return option.Default is { Length: > 0 } value and not ("false" or "null") ? $"{option.Description}{repeated} Default: {value}." : option.Description + repeated;
    }
}

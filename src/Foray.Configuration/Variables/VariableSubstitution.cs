using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Variables;

/// <summary>Replaces <c>${name}</c> in the values of a document. Keys and verbatim options stay as they are.</summary>
internal sealed class VariableSubstitution(VariableTable variables, SourceText source, DiagnosticCollector diagnostics)
{
    /// <summary>Most characters that variables may stand for, in the whole file.</summary>
    public const int MostText = 10 * 1024 * 1024;

    /// <summary>Faults of one value that are reported.</summary>
    private const int MostFaults = 10;

    private static readonly IReadOnlySet<string> NoNames = new HashSet<string>();

    private long _replacedText;
    private bool _tooMuchReported;

    /// <summary>Values of secret variables that stand where a secret is wanted: there is nothing to say against them.</summary>
    public HashSet<DocumentNode> KnownSecrets { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>A section with its variables replaced.</summary>
    /// <param name="section">The section.</param>
    /// <param name="schema">What its options are.</param>
    /// <param name="locals">Names that the section's plugin replaces itself, case by case; they are left as they are. Null for none.</param>
    public MappingNode Apply(MappingNode section, OptionsSchema? schema, IReadOnlySet<string>? locals) =>
        (MappingNode)ApplyToRecord(section, schema, locals ?? NoNames);

    /// <summary>A value with its variables replaced.</summary>
    public DocumentNode Apply(DocumentNode node, ValueSchema? schema, IReadOnlySet<string>? locals) => ApplyToNode(node, schema, locals ?? NoNames);

    private DocumentNode ApplyToNode(DocumentNode node, ValueSchema? schema, IReadOnlySet<string> locals) => node switch
    {
        ScalarNode scalar => ApplyToScalar(scalar, schema, locals),
        SequenceNode sequence => ApplyToSequence(sequence, schema?.Items, locals),
        MappingNode mapping when schema?.Type == ValueType.Object => ApplyToRecord(mapping, schema.Record, locals),
        MappingNode mapping => ApplyToMap(mapping, schema?.Type == ValueType.Map ? schema.Items : null, locals),
        _ => node,
    };

    private SequenceNode ApplyToSequence(SequenceNode sequence, ValueSchema? items, IReadOnlySet<string> locals)
    {
        DocumentNode[]? replaced = null;
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            var item = ApplyToNode(sequence.Items[i], items, locals);
            if (replaced is null && !ReferenceEquals(item, sequence.Items[i]))
                replaced = [.. sequence.Items];
            if (replaced is not null)
                replaced[i] = item;
        }

        return replaced is null ? sequence : new SequenceNode(sequence.Place, replaced);
    }

    private MappingNode ApplyToRecord(MappingNode mapping, OptionsSchema? schema, IReadOnlySet<string> locals)
    {
        var entries = new EntryReplacement(mapping);
        for (var i = 0; i < mapping.Entries.Count; i++)
            entries.Set(i, ApplyToNode(mapping.Entries[i].Value, schema?.Find(mapping.Entries[i].Key.Text)?.Schema, locals));
        return entries.Node;
    }

    private MappingNode ApplyToMap(MappingNode mapping, ValueSchema? values, IReadOnlySet<string> locals)
    {
        var entries = new EntryReplacement(mapping);
        for (var i = 0; i < mapping.Entries.Count; i++)
            entries.Set(i, ApplyToNode(mapping.Entries[i].Value, values, locals));
        return entries.Node;
    }

    private DocumentNode ApplyToScalar(ScalarNode scalar, ValueSchema? schema, IReadOnlySet<string> locals)
    {
        if (scalar.Kind == ScalarKind.Integer)
            return schema?.Type == ValueType.Integer ? InDecimal(scalar) : scalar;
        if (scalar.Kind != ScalarKind.Text || schema is { Verbatim: true } || !scalar.Text.Contains("${", StringComparison.Ordinal))
            return scalar;
        var replacement = new ScalarReplacement(scalar, schema?.Type, this, locals);
        return replacement.Run();
    }

    /// <summary>Binders read whole numbers in decimal.</summary>
    private static ScalarNode InDecimal(ScalarNode scalar) =>
        scalar.Text.StartsWith('0') && scalar.Text.Length > 1 && ScalarKinds.Value(scalar.Text) is { } value
            ? new ScalarNode(scalar.Place, value.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer)
            : scalar;

    /// <summary>Copies the entries of a mapping when the first of them changes.</summary>
    private ref struct EntryReplacement(MappingNode mapping)
    {
        private KeyValuePair<ScalarNode, DocumentNode>[]? _entries;

        public readonly MappingNode Node => _entries is null ? mapping : new MappingNode(mapping.Place, _entries);

        public void Set(int index, DocumentNode value)
        {
            if (ReferenceEquals(mapping.Entries[index].Value, value))
                return;
            _entries ??= [.. mapping.Entries];
            _entries[index] = KeyValuePair.Create(mapping.Entries[index].Key, value);
        }
    }

    /// <summary>The replacement in one scalar.</summary>
    private sealed class ScalarReplacement(ScalarNode scalar, ValueType? type, VariableSubstitution owner, IReadOnlySet<string> locals)
    {
        private readonly StringBuilder _text = new();
        private bool _isFaulty;
        private bool _hasLocal;
        private int _faults;

        public DocumentNode Run()
        {
            if (WholeSecret() is { } secret)
                return secret;
            var at = 0;
            while (at < scalar.Text.Length && _faults < MostFaults)
                at = Step(at);
            if (_hasLocal && !_isFaulty && !MayDifferByCase(type))
                Report(ConfigurationCodes.WrongType, 0, "this value must be known before the first case, and the variable in it differs from case to case",
                    "use a variable of the whole file, or write the value");
            if (_isFaulty)
                return new FaultyNode(scalar.Place);
            var text = _text.ToString();
            return new ScalarNode(scalar.Place, text, IsWhole() && !_hasLocal && ScalarKinds.Of(text) is var kind and not ScalarKind.Null ? kind : ScalarKind.Text);
        }

        /// <summary>Copies up to the next reference and replaces it.</summary>
        private int Step(int at)
        {
            var next = scalar.Text.IndexOf("${", at, StringComparison.Ordinal);
            if (next < 0)
                return Copy(at, scalar.Text.Length);
            var isEscaped = next > at && scalar.Text[next - 1] == '$';
            Copy(at, isEscaped ? next - 1 : next);
            var close = scalar.Text.IndexOf('}', next);
            if (isEscaped)
            {
                // The plugin that replaces a local name takes the escape away, too.
                _text.Append(close > 0 && locals.Contains(scalar.Text[(next + 2)..close]) ? "$${" : "${");
                return next + 2;
            }

            if (close < 0)
            {
                Report(ConfigurationCodes.UndefinedVariable, next, "this '${' is never closed", "close it with '}', or write '$${' for the text '${'");
                return scalar.Text.Length;
            }

            Replace(scalar.Text[(next + 2)..close], next);
            return close + 1;
        }

        private int Copy(int from, int to)
        {
            _text.Append(scalar.Text, from, to - from);
            return to;
        }

        private void Replace(string name, int at)
        {
            if (locals.Contains(name))
            {
                _hasLocal = true;
                _text.Append("${").Append(name).Append('}');
            }
            else if (!owner.TryGet(name, out var variable, out var text))
            {
                Report(ConfigurationCodes.UndefinedVariable, at, $"the variable {Excerpt.Of(name)} is not defined", owner.UndefinedRemedy(name, locals));
            }
            else if (variable.IsSecret)
            {
                Report(ConfigurationCodes.SecretInValue, at, $"the variable {Excerpt.Of(name)} is secret, and here its value would be written to the plan and the records",
                    $"leave it out: scripts find it in the environment variable '{name}'");
            }
            else if (text is null)
            {
                _isFaulty = true; // Reported where the variable is defined.
            }
            else if (owner.Fits(text, scalar))
            {
                _text.Append(text);
            }
            else
            {
                _isFaulty = true;
            }
        }

        /// <summary>Where a secret is wanted, a variable hands on its source and not its value, so that nothing writes it down.</summary>
        private DocumentNode? WholeSecret()
        {
            if (type != ValueType.Secret || !IsWhole() || !owner.TryGet(scalar.Text[2..^1], out var variable, out _))
                return null;
            DocumentNode secret = variable switch
            {
                { EnvironmentVariable: { } name } => SourceNode("env", name),
                { File: { } path } => SourceNode("file", path),
                { Text: { } text } => new ScalarNode(scalar.Place, text, ScalarKind.Text),
                _ => new FaultyNode(scalar.Place),
            };
            owner.KnownSecrets.Add(secret);
            return secret;
        }

        private MappingNode SourceNode(string key, string value) =>
            new(scalar.Place, [KeyValuePair.Create<ScalarNode, DocumentNode>(
                new ScalarNode(scalar.Place, key, ScalarKind.Text), new ScalarNode(scalar.Place, value, ScalarKind.Text))]);

        private bool IsWhole() =>
            scalar.Text.StartsWith("${", StringComparison.Ordinal) && scalar.Text.IndexOf('}', StringComparison.Ordinal) == scalar.Text.Length - 1;

        private void Report(string code, int at, string message, string remedy)
        {
            _isFaulty = true;
            _faults++;
            owner.Report(code, scalar, at, message, remedy);
        }

        private static bool MayDifferByCase(ValueType? type) =>
            type is null or ValueType.String or ValueType.Scalar or ValueType.Variable or ValueType.InputPath;
    }

    private bool TryGet(string name, [NotNullWhen(true)] out Variable? variable, out string? text) => variables.TryGet(name, out variable, out text);

    /// <summary>Variables made of variables can stand for any amount of text.</summary>
    private bool Fits(string text, ScalarNode scalar)
    {
        _replacedText += text.Length;
        if (_replacedText <= MostText)
            return true;
        if (!_tooMuchReported)
            diagnostics.Error(ConfigurationCodes.TooLarge, scalar.Place, $"the variables of this file stand for more than {MostText} characters", "use shorter variables, or fewer of them");
        _tooMuchReported = true;
        return false;
    }

    private void Report(string code, ScalarNode scalar, int at, string message, string remedy) =>
        diagnostics.Error(code, source.PlaceWithin(scalar, at), message, remedy);

    private string UndefinedRemedy(string name, IReadOnlySet<string> locals)
    {
        var nearest = NearestName.Of(name, variables.Variables.Keys.Concat(locals), diagnostics);
        return nearest is not null
            ? $"did you mean '${{{nearest}}}'?"
            : $"define it in 'variables', or write '$${{{(name.Length > 40 ? "…" : name)}}}' for the text itself";
    }
}

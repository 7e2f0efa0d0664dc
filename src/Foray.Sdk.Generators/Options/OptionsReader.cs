using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Foray.Sdk.Generators.Text;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Options;

/// <summary>Reads an options record and the records nested in it from their symbols.</summary>
internal sealed class OptionsReader
{
    private readonly bool _isCommand;
    private readonly bool _hasDiscriminator;
    private INamedTypeSymbol? _root;
    private readonly CancellationToken _cancellationToken;
    private readonly Problems _problems;
    private readonly SchemaReader _schemas;
    private readonly DefaultReader _defaults;
    private readonly HashSet<INamedTypeSymbol> _known = new(SymbolEqualityComparer.Default);
    private readonly Queue<INamedTypeSymbol> _pending = new();
    private readonly List<(INamedTypeSymbol Type, OptionsRecord Record)> _records = [];

    /// <param name="compilation">What is being compiled.</param>
    /// <param name="kind">The plugin's kind; null where it is of none.</param>
    /// <param name="problems">Takes the reports.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public OptionsReader(Compilation compilation, string? kind, Problems problems, CancellationToken cancellationToken)
    {
        _isCommand = kind == Contract.CommandKind;
        _hasDiscriminator = !Contract.KindsKeyedByName.Contains(kind);
        _cancellationToken = cancellationToken;
        _problems = problems;
        _schemas = new SchemaReader(compilation.Assembly, Enqueue, problems);
        _defaults = new DefaultReader(compilation, problems);
    }

    /// <summary>The record and all that are nested in it, by name.</summary>
    public IReadOnlyList<OptionsRecord> Read(INamedTypeSymbol root)
    {
        _root = root;
        Enqueue(root);
        while (_pending.Count > 0)
        {
            var type = _pending.Dequeue();
            if (RecordShape.Check(type, _problems))
                _records.Add((type, ReadRecord(type)));
        }

        ReportEndless();
        return [.. _records.Select(entry => entry.Record).OrderBy(record => record.Type, StringComparer.Ordinal)];
    }

    private void Enqueue(INamedTypeSymbol type)
    {
        var definition = (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.None);
        if (_known.Add(definition))
            _pending.Enqueue(definition);
    }

    private OptionsRecord ReadRecord(INamedTypeSymbol type)
    {
        var options = new List<(IPropertySymbol Property, Option Option)>();
        foreach (var property in RecordShape.OptionsOf(type))
        {
            CheckKey(property, options);
            if (ReadOption(property) is { } option)
                options.Add((property, option));
        }

        FormerKeys.Check(options, _hasDiscriminator, _problems);
        CommandArguments.Check(options, _isCommand && type.Equals(_root, SymbolEqualityComparer.Default), _problems);
        if (type.Attribute(Contract.Deprecated) is { } deprecated)
            _problems.Add(Descriptors.MisusedAttribute, deprecated.Place(type), deprecated.ShortName(), type.Name, "it is for an option and for a plugin");
        return new OptionsRecord(
            type.FullName(),
            type.Code(),
            DocComment.Summary(type, _cancellationToken),
            new(options.Select(entry => entry.Option)),
            OptionGroups.Read(type, Contract.ExactlyOneOf, _problems),
            OptionGroups.Read(type, Contract.AtMostOneOf, _problems),
            OptionGroups.Read(type, Contract.RequiresOption, _problems));
    }

    private Option? ReadOption(IPropertySymbol property)
    {
        var summary = DocComment.Summary(property, _cancellationToken);
        if (summary is null)
            _problems.Add(Descriptors.Undocumented, property.Locations[0], property.Name, property.ContainingType.Name);
        if (_schemas.Read(property) is not { } type)
            return null;
        var schema = Annotations.Apply(property, type, _problems);
        return new Option(
            property.EscapedName(),
            SnakeCase.Write(property.Name),
            summary ?? "",
            schema,
            property.IsRequired ? null : _defaults.Read(property, schema, _cancellationToken),
            property.Attribute(Contract.MachineCount) is not null,
            property.Attribute(Contract.MachineTool) is not null)
        {
            RenamedFrom = new(property.Attributes(Contract.RenamedFrom).Select(former => former.Text(0))),
            Deprecated = property.Attribute(Contract.Deprecated)?.Text(0),
            Position = property.Attribute(Contract.Positional)?.ConstructorArguments.FirstOrDefault().Value as int?,
        };
    }

    private void CheckKey(IPropertySymbol property, List<(IPropertySymbol Property, Option Option)> earlier)
    {
        var key = SnakeCase.Write(property.Name);
        var complaint = !SnakeCase.CanWrite(property.Name) ? "use ASCII letters and digits, beginning with a capital"
            : _hasDiscriminator && key == Contract.DiscriminatorKey ? "the key 'kind' is reserved for the name of the plugin"
            : earlier.FirstOrDefault(entry => entry.Option.Key == key).Property is { } other ? $"its key '{key}' is that of '{other.Name}' too"
            : null;
        if (complaint is not null)
            _problems.Add(Descriptors.InvalidKey, property.Locations[0], property.Name, complaint);
    }

    /// <summary>Reports records that cannot be made without making another of themselves.</summary>
    private void ReportEndless()
    {
        var needs = _records.ToDictionary(
            entry => entry.Record.Type,
            entry => entry.Record.Options.Where(IsAlwaysMade).Select(option => option.Schema.Record!).ToList());
        foreach (var (type, record) in _records)
        {
            var reached = new HashSet<string>();
            var pending = new Stack<string>(needs[record.Type]);
            while (pending.Count > 0)
            {
                var next = pending.Pop();
                if (reached.Add(next) && needs.TryGetValue(next, out var further))
                    further.ForEach(pending.Push);
            }

            if (reached.Contains(record.Type))
                _problems.Add(Descriptors.UnusableRecord, type.Locations[0], type.Name, "each one needs another one of itself");
        }
    }

    private static bool IsAlwaysMade(Option option) =>
        option.Schema.Type == OptionSchema.Object && (option.Default is null || option.Default.CreatesRecord);
}

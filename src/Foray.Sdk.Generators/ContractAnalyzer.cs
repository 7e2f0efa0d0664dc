using System.Collections.Concurrent;
using System.Collections.Immutable;
using Foray.Sdk.Generators.Plugins;
using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Foray.Sdk.Generators;

/// <summary>Reports what breaks the contract between a plugin and its host. The help pages are in <c>docs/reference/diagnostics.md</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.KindCount, Descriptors.InvalidName, Descriptors.DuplicatePlugin, Descriptors.NotCreatable,
        Descriptors.Undocumented, Descriptors.DefaultNotConstant, Descriptors.UnknownType, Descriptors.ConsoleUse,
        Descriptors.InvalidKey, Descriptors.MisusedAttribute, Descriptors.UnusableRecord, Descriptors.InvalidFormerKey,
        Descriptors.NotOnCommandLine, Descriptors.NoCommand, Descriptors.LoggerOfItsOwn, Descriptors.BadRequirement,
        Descriptors.CodeOnLoad, Descriptors.SharedJsonOptions, Descriptors.NoSuchService,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var compilation = context.Compilation;
        if (compilation.GetTypeByMetadataName(Contract.Plugin) is null)
            return;
        var plugins = new Lazy<IReadOnlyList<INamedTypeSymbol>>(() =>
            [.. TypesIn(compilation.Assembly.GlobalNamespace).Where(type => type.Attribute(Contract.Plugin) is not null)]);
        // Plugins may share an options record, whose problems are each told once.
        var reported = new ConcurrentDictionary<Diagnostic, bool>();
        context.RegisterSymbolAction(type => CheckType((INamedTypeSymbol)type.Symbol, type, plugins, reported), SymbolKind.NamedType);
        var rules = new HostRules(compilation);
        context.RegisterOperationAction(
            operation => Report(rules.Check(operation.Operation), plugins, operation.ReportDiagnostic),
            OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.EventReference, OperationKind.MethodReference);
        context.RegisterSymbolAction(
            member => Report(rules.Check(member.Symbol), plugins, member.ReportDiagnostic),
            SymbolKind.Method, SymbolKind.Field, SymbolKind.Property);
    }

    private static void CheckType(
        INamedTypeSymbol type, SymbolAnalysisContext context, Lazy<IReadOnlyList<INamedTypeSymbol>> plugins, ConcurrentDictionary<Diagnostic, bool> reported)
    {
        var problems = new Problems();
        if (type.Attribute(Contract.PluginKind) is { } kind)
            Contract.CheckName(kind.Text(0), "kind", kind.Place(type), problems);
        if (type.TypeKind == TypeKind.Class && type.Attribute(Contract.Plugin) is not null)
        {
            PluginReader.Read(type, context.Compilation, problems, context.CancellationToken);
            CheckDuplicate(type, plugins.Value, problems);
        }

        foreach (var diagnostic in problems.Found)
        {
            if (reported.TryAdd(diagnostic, true))
                context.ReportDiagnostic(diagnostic);
        }
    }

    private static void CheckDuplicate(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> plugins, Problems problems)
    {
        var attribute = type.Attribute(Contract.Plugin)!;
        var (kind, name, fullName) = (PluginReader.KindOf(type), attribute.Text(0), type.FullName());
        var other = plugins.FirstOrDefault(plugin =>
            string.CompareOrdinal(plugin.FullName(), fullName) < 0
            && plugin.Attribute(Contract.Plugin)!.Text(0) == name
            && PluginReader.KindOf(plugin) == kind);
        if (kind is not null && other is not null)
            problems.Add(Descriptors.DuplicatePlugin, attribute.Place(type), kind, name, other.FullName(), fullName);
    }

    /// <summary>What code may do depends on whether its assembly has plugins.</summary>
    private static void Report(Diagnostic? found, Lazy<IReadOnlyList<INamedTypeSymbol>> plugins, Action<Diagnostic> report)
    {
        if (found is not null && plugins.Value.Count > 0)
            report(found);
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var inner in TypesIn(member))
                yield return inner;
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Foray.Sdk.Generators.Rules;

/// <summary>Finds what code of a plugin package does past its host: consoles, loggers of its own, code that runs on load, caches that outlive it.</summary>
internal sealed class HostRules(Compilation compilation)
{
    private const string Logging = "Microsoft.Extensions.Logging.";
    private const string Json = "System.Text.Json.";

    private readonly INamedTypeSymbol? _console = compilation.GetTypeByMetadataName("System.Console");
    private readonly INamedTypeSymbol? _trace = compilation.GetTypeByMetadataName("System.Diagnostics.Trace");
    private readonly INamedTypeSymbol? _debug = compilation.GetTypeByMetadataName("System.Diagnostics.Debug");
    private readonly INamedTypeSymbol? _logger = compilation.GetTypeByMetadataName(Logging + "ILogger");
    private readonly INamedTypeSymbol? _loggerFactory = compilation.GetTypeByMetadataName(Logging + "LoggerFactory");
    private readonly INamedTypeSymbol? _serializer = compilation.GetTypeByMetadataName(Json + "JsonSerializer");
    private readonly INamedTypeSymbol? _serializerOptions = compilation.GetTypeByMetadataName(Json + "JsonSerializerOptions");
    private readonly INamedTypeSymbol? _moduleInitializer = compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.ModuleInitializerAttribute");

    /// <summary>What is wrong with an operation; null where nothing is.</summary>
    public Diagnostic? Check(IOperation operation)
    {
        var member = operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            IMemberReferenceOperation reference => reference.Member,
            _ => (ISymbol?)null,
        };
        if (member?.ContainingType is not { } type)
            return null;
        var place = operation.Syntax.GetLocation();
        var name = $"{type.Name}.{member.Name}";
        if (Is(type, _console))
            return Diagnostic.Create(Descriptors.ConsoleUse, place, name);
        if (Is(type, _loggerFactory) && (operation is IObjectCreationOperation || member.Name == "Create"))
            return Diagnostic.Create(Descriptors.LoggerOfItsOwn, place, type.Name);
        if ((Is(type, _trace) || Is(type, _debug)) && Writes(member.Name))
            return Diagnostic.Create(Descriptors.LoggerOfItsOwn, place, name);
        return Is(type, _serializer) && operation is IInvocationOperation call && SharesOptions(call)
            ? Diagnostic.Create(Descriptors.SharedJsonOptions, place, member.Name)
            : null;
    }

    /// <summary>What is wrong with a member of a type; null where nothing is.</summary>
    public Diagnostic? Check(ISymbol member)
    {
        if (member is IMethodSymbol method)
        {
            return method.GetAttributes().Any(attribute => Is(attribute.AttributeClass, _moduleInitializer))
                ? Diagnostic.Create(Descriptors.CodeOnLoad, method.Locations[0], method.Name)
                : null;
        }

        var type = (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
        return member is { IsStatic: true, IsImplicitlyDeclared: false } && IsLogger(type)
            ? Diagnostic.Create(Descriptors.LoggerOfItsOwn, member.Locations[0], member.Name)
            : null;
    }

    private bool IsLogger(ITypeSymbol? type) =>
        _logger is not null && type is not null && (Is(type, _logger) || type.AllInterfaces.Any(implemented => Is(implemented, _logger)));

    private static bool Writes(string method) => method.StartsWith("Write", StringComparison.Ordinal) || method is "Print" or "TraceError" or "TraceWarning" or "TraceInformation";

    private bool SharesOptions(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (Is(argument.Parameter?.Type, _serializerOptions))
                return argument.ArgumentKind == ArgumentKind.DefaultValue || IsShared(argument.Value);
            if (argument.Parameter?.Type.Name is "JsonTypeInfo" or "JsonSerializerContext")
                return false;
        }

        return true;
    }

    private bool IsShared(IOperation value) => value switch
    {
        IConversionOperation conversion => IsShared(conversion.Operand),
        IPropertyReferenceOperation { Property.IsStatic: true } reference => Is(reference.Property.ContainingType, _serializerOptions),
        _ => value.ConstantValue is { HasValue: true, Value: null },
    };

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type, known);
}

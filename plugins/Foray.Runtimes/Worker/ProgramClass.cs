using Acornima.Ast;

namespace Foray.Runtimes.Worker;

/// <summary>A class at the top level of a module: its instances travel with the program.</summary>
/// <param name="Name">Its name, or <c>default</c> for an exported one without.</param>
/// <param name="HasPrivateParts">True where its instances have private fields or methods, which nobody outside of it can see or restore.</param>
internal sealed record ProgramClass(string Name, bool HasPrivateParts)
{
    /// <summary>Beginning of the names under which modules export their classes to the worker. No program's export has such a name by accident.</summary>
    public const string Prefix = "foray:";

    private const string Unnamed = "default";

    /// <summary>The line that exports it to the worker; nothing where it is the module's default.</summary>
    public string Export => Name == Unnamed ? "" : $"\nexport {{ {Name} as \"{Prefix}{Name}\" }};";

    /// <summary>The classes of a module: declared, exported, or values of variables.</summary>
    public static IReadOnlyList<ProgramClass> AllOf(Acornima.Ast.Program module) => [.. module.Body.SelectMany(Of)];

    private static IEnumerable<ProgramClass> Of(Node statement) => statement switch
    {
        ClassDeclaration declared => [new ProgramClass(declared.Id?.Name ?? Unnamed, IsPrivate(declared.Body))],
        ExportNamedDeclaration { Declaration: { } inner } => Of(inner),
        ExportDefaultDeclaration { Declaration: ClassDeclaration declared } => Of(declared),
        VariableDeclaration variables => variables.Declarations.SelectMany(OfVariable),
        _ => [],
    };

    private static IEnumerable<ProgramClass> OfVariable(VariableDeclarator variable) => variable is { Id: Identifier id, Init: ClassExpression made }
        ? [new ProgramClass(id.Name, IsPrivate(made.Body))]
        : [];

    private static bool IsPrivate(ClassBody body) => body.Body.Any(element => element switch
    {
        PropertyDefinition { Static: false, Key: PrivateIdentifier } => true,
        MethodDefinition { Static: false, Key: PrivateIdentifier } => true,
        _ => false,
    });
}

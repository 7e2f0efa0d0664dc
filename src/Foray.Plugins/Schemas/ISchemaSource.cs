namespace Foray.Plugins.Schemas;

/// <summary>Where the schemas of a package's options records come from.</summary>
internal interface ISchemaSource
{
    /// <summary>The schema of a record, its nested records resolved.</summary>
    /// <exception cref="FormatException">There is none of this name, or it cannot be read.</exception>
    OptionsSchema Read(string record);
}

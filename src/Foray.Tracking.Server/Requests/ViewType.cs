using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Requests;

/// <summary>Whether a search looks at what is active, deleted, or both; by name or by number.</summary>
internal static class ViewType
{
    /// <exception cref="ApiException">It is none of the three.</exception>
    public static Lifecycle? Read(Fields fields, string name) => fields.Text(name) switch
    {
        null or "" or "ACTIVE_ONLY" or "1" => Lifecycle.Active,
        "DELETED_ONLY" or "2" => Lifecycle.Deleted,
        "ALL" or "3" => null,
        var other => throw ApiException.Invalid($"Invalid value '{Fields.Shown(other)}' for parameter '{name}' supplied: it is ACTIVE_ONLY, DELETED_ONLY or ALL."),
    };
}

#pragma once

#include <libpq-fe.h>

// Character macros do not come through to Swift, so the fields of an error that we read are named here.
enum clibpq_field {
    clibpq_field_severity = PG_DIAG_SEVERITY_NONLOCALIZED,
    clibpq_field_sqlstate = PG_DIAG_SQLSTATE,
    clibpq_field_message = PG_DIAG_MESSAGE_PRIMARY,
    clibpq_field_constraint = PG_DIAG_CONSTRAINT_NAME,
    clibpq_field_column = PG_DIAG_COLUMN_NAME,
    clibpq_field_function = PG_DIAG_SOURCE_FUNCTION,
};

/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * An inspection as its report or letter records it.  Grades are shown with the framework they were given
 * under: a 2012 "inadequate" and a 2022 one follow different rules.
 */
#ifndef SG_INDEX_INSPECTION_H
#define SG_INDEX_INSPECTION_H

#include "base/date.h"
#include "base/json.h"
#include "base/pack.h"

typedef enum {
	SG_FRAMEWORK_UNKNOWN,
	SG_FRAMEWORK_SLAC,         /* safeguarding and looked after children, 2009-12 */
	SG_FRAMEWORK_PROTECTION,   /* arrangements for the protection of children, 2012-13 */
	SG_FRAMEWORK_LOOKED_AFTER, /* looked after children services, 2012-13 */
	SG_FRAMEWORK_SIF,          /* single inspection framework, 2013-18 */
	SG_FRAMEWORK_ILACS,        /* from 2018 */
	SG_FRAMEWORK_JTAI,         /* joint targeted area inspections */
	SG_FRAMEWORK_SEND,         /* local areas' special educational needs and disabilities, from 2016 */
	SG_N_FRAMEWORKS,
} SgFramework;

typedef enum {
	SG_INSPECTION_FULL,
	SG_INSPECTION_SHORT,
	SG_INSPECTION_FOCUSED,    /* focused visit */
	SG_INSPECTION_MONITORING, /* monitoring visit */
	SG_INSPECTION_REVISIT,    /* of a SEND inspection */
	SG_INSPECTION_ASSURANCE,  /* assurance visit, 2020-21 */
	SG_N_INSPECTIONS,
} SgInspectionType;

typedef enum {
	SG_AREA_OVERALL,
	SG_AREA_LEADERS,
	SG_AREA_HELP_AND_PROTECTION,
	SG_AREA_IN_CARE, /* SIF: looked after and achieving permanence; ILACS to 2022: and care leavers */
	SG_AREA_CARE_LEAVERS,
	SG_AREA_ADOPTION,
	SG_AREA_LSCB,
	SG_AREA_CAPACITY, /* SLAC, 2012: capacity to improve */
	SG_AREA_PRACTICE, /* 2012: quality of practice, of provision */
	SG_N_AREAS,
} SgArea;

typedef enum {
	SG_GRADE_NONE,
	SG_GRADE_OUTSTANDING,
	SG_GRADE_GOOD,
	SG_GRADE_ADEQUATE, /* until November 2013 */
	SG_GRADE_REQUIRES_IMPROVEMENT,
	SG_GRADE_INADEQUATE,
	SG_N_GRADES,
} SgGrade;

const char *sg_framework_name(SgFramework framework);       /* "ILACS" */
const char *sg_inspection_type_name(SgInspectionType type); /* "full" */
const char *sg_area_name(SgArea area);                      /* "help_and_protection" */
const char *sg_area_label(SgArea area);                     /* "help and protection" */
const char *sg_grade_name(SgGrade grade);                   /* "requires improvement"; NULL for NONE */

typedef struct {
	SgFramework framework;
	SgInspectionType type;
	SgDay start, end;     /* first and last day on site; 0: not known */
	SgDay letter;         /* day the letter is dated; 0: no letter */
	char *lead_inspector; /* of a letter its signatory; NULL */
	char *addressee;      /* of a letter; NULL */
	SgGrade grades[SG_N_AREAS];
} SgInspection;

SgInspection *sg_inspection_new(void);
void sg_inspection_free(SgInspection *inspection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgInspection, sg_inspection_free)

/* NULL packs as well and comes back as NULL. */
void sg_inspection_pack(GString *out, const SgInspection *inspection);
SgInspection *sg_inspection_unpack(SgUnpack *in);
/* The keys of interface.md 18, from "framework" to "judgements", into the object begun; "published" is the
   document's and not among them. */
void sg_inspection_put_json(SgJson *json, const SgInspection *inspection);

#endif

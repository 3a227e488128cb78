/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Things that began, or ended, on a known day: what a text that names them
 * says of its own date.  Only what has a source; a day that is not certain is put on
 * the safe side.
 */
#include "indexer/facts/dating.h"

static const SgEra eras[] = {
    /* In force "in May" 2012: Ofsted, "No notice, unannounced inspections for child protection" (gov.uk
       news); succeeded from November 2013: "Ofsted's single inspection takes effect" (gov.uk news, 7 November
       2013) */
    {{"arrangements for the protection of children", "child protection arrangements",
      "arrangements to protect children"},
     20120501,
     20131031,
     SG_ERA_INSPECTION,
     "child protection was inspected by itself from May 2012 to October 2013"},
    /* "The new inspections ... take effect from 1 April 2009": framework 090027; succeeded in May 2012 as
       above */
    {{"inspection of safeguarding and looked after children", "inspections of safeguarding and looked after",
      NULL},
     20090401,
     20120630,
     SG_ERA_INSPECTION,
     "such inspections were made from April 2009 to 2012"},
    /* from November 2013 as above; the last reports came in early 2018, ILACS having begun in January */
    {{"single inspection framework", "services for children in need of help and protection", NULL},
     20131101,
     20180430,
     SG_ERA_INSPECTION,
     "the single inspection framework was used from November 2013 to early 2018"},
    /* "Inspecting local authority children's services from 2018" (gov.uk), in use from January 2018 */
    {{"ilacs", "inspection of local authority children's services", NULL},
     20180101,
     0,
     SG_ERA_INSPECTION,
     "ILACS inspections began in January 2018"},

    /* with the single inspection framework "requires improvement" replaced it: Ofsted's consultation of June
       2013, "the 'adequate' judgement is replaced by a judgement of 'requires improvement'" */
    {{"adequate or better", "adequate or above", NULL},
     0,
     20131031,
     SG_ERA_GRADE,
     "“adequate” was a grade until October 2013"},

    /* the government of 11 May 2010 renamed the department the day after */
    {{"department for education", NULL}, 20100512, 0, SG_ERA_NAME, NULL},
    /* made on 28 June 2007, until May 2010 */
    {{"department for children, schools and families", NULL}, 20070628, 0, SG_ERA_NAME, NULL},
    /* Children Act 2004, section 13, in force on 1 April 2006 */
    {{"local safeguarding children board", NULL}, 20060401, 0, SG_ERA_NAME, NULL},
    /* Children and Social Work Act 2017, given Royal Assent on 27 April 2017; not "safeguarding children
       partnership", which some boards were called before */
    {{"multi-agency safeguarding arrangements", NULL}, 20170427, 0, SG_ERA_NAME, NULL},
    /* begun in January 2016: Ofsted and others, "Joint targeted area inspections", framework of that month */
    {{"joint targeted area inspection", NULL}, 20160101, 0, SG_ERA_NAME, NULL},
    /* named by the World Health Organization on 11 February 2020 */
    {{"covid-19", NULL}, 20200211, 0, SG_ERA_NAME, NULL},
    /* Health and Care Act 2022, given Royal Assent on 28 April 2022 */
    {{"integrated care board", NULL}, 20220428, 0, SG_ERA_NAME, NULL},
};

const SgEra *sg_era_named(const char *text, int kind)
{
	for (size_t e = 0; e < G_N_ELEMENTS(eras); e++)
		for (size_t w = 0; w < G_N_ELEMENTS(eras[e].words) && eras[e].words[w]; w++)
			if ((int)eras[e].kind == kind && sg_text_has(text, eras[e].words[w]))
				return &eras[e];
	return NULL;
}

package org.sequitur.company;

import java.util.List;

/** The lines of business that a company can choose from, in the order of the wire. */
final class BusinessCategories {

    static final List<String> ALL = """
            Accounting & Bookkeeping
            Administration
            Agriculture
            Apparel & Fashion
            Architecture & Planning
            Arts & Crafts
            Automotive
            Aviation
            Biotechnology
            Builder
            Business / Management Consulting
            Childcare
            Cleaning
            Commercial Property
            Communications
            Courier
            Design
            Driver (Taxi / Private)
            Education
            Electrician
            Energy
            Engineering
            Entertainment
            Events
            Film & TV
            Financial Services
            Floristry
            Food & Beverages
            Hair & Beauty
            Gambling & Casinos
            Health & Social Care
            Health, Wellness and Fitness
            Hospitality
            IT Contractor / Consulting
            Joiner
            Landscape Gardener
            Legal Services
            Leisure & Tourism
            Logistics
            Marketing & Advertising
            Music
            Painter and Decorator
            Performing Arts
            Photography
            Plasterer
            Plumber
            Property / Landlord
            Retail
            Social Clubs
            Software Development
            Utilities
            Vet & Pet Care
            Web Design
            """.lines().toList();

    private BusinessCategories() {}
}
